import { rm } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { appendRecord } from '#core/audit/append-record.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { RightsDeps } from '../deps.server.ts';
import { type ReceiptBody, receiptSchema } from '../schema.ts';
import { countLeftOfGuild, readKeptOfGuild } from './erase-guild-step.server.ts';
import { beginAgain, countLeft, cutOutOfRequests, erasableOf, readKept } from './erase-step.server.ts';
import { exportsFolder } from './export-file.server.ts';
import { addCounts, advance, piece, type Work } from './step-row.server.ts';

/** When a piece that found something left is tried again. */
const AGAIN_MS = 1_000;

/**
 * Looks for what is left of an erased person. Nothing: the person is taken out of the request itself, and the receipt is
 * written, at once. Something: every part is done again.
 */
export async function checkErased(deps: RightsDeps, work: Work): Promise<void> {
  const { personId, guildId } = erasableOf(work);
  const scope = personId === null ? null : { personId, guildId };
  const left = scope
    ? await countLeft(deps, deps.db.for('answer-request', 'keep-promises'), scope)
    : await countLeftOfGuild(deps, guildId ?? '0');
  await deps.reached?.('looked for what is left');
  const now = new Date(deps.clock.now());
  if (left.rows > 0) {
    deps.log.warn({ requestId: work.requestId, tables: left.tables }, 'something of an erased person is left');
    await piece(deps, work, (client) => beginAgain(client, work, new Date(now.getTime() + AGAIN_MS)));
    return;
  }
  await piece(deps, work, async (client) => {
    const cut = scope ? await cutOutOfRequests(client, scope, work.requestId, now) : { requests: 0, files: [] };
    for (const file of cut.files) await rm(path.join(exportsFolder(deps.home), file), { force: true });
    await addCounts(client, work, { 'public.rights_request': cut.requests });
    await deps.reached?.('cut out of requests');
    const kept = await (scope ? readKept(deps, client, scope) : readKeptOfGuild(deps, client, guildId ?? '0'));
    await writeReceipt(deps, client, work, { kept, left: 0, file: null }, now);
    if (personId !== null && guildId === null)
      await client.query('UPDATE rights_request SET person_id = NULL WHERE id = $1', [work.requestId]);
    await deps.reached?.('receipt written');
  });
  await deps.reached?.('finished');
}

/** Of what is not an erasure: the receipt ends it. */
export async function finish(deps: RightsDeps, work: Work): Promise<void> {
  await piece(deps, work, async (client) => {
    const { rows } = await client.query<{ bytes: number; sha256: string }>(
      `SELECT bytes::float8, encode(sha256, 'hex') AS sha256 FROM rights_export WHERE request_id = $1`,
      [work.requestId],
    );
    await writeReceipt(deps, client, work, { kept: [], left: null, file: rows[0] ?? null }, new Date(deps.clock.now()));
  });
  await deps.reached?.('finished');
}

async function writeReceipt(
  { signer }: RightsDeps,
  client: pg.ClientBase,
  work: Work,
  { kept, left, file }: Pick<ReceiptBody, 'kept' | 'left' | 'file'>,
  at: Date,
): Promise<void> {
  const counts = await client.query<{ name: string; rows: number }>(
    'SELECT table_name AS name, rows FROM rights_count WHERE request_id = $1 ORDER BY 1',
    [work.requestId],
  );
  const isRefused = work.reason === 'refused';
  const body: ReceiptBody = {
    v: 1,
    requestId: work.requestId,
    right: work.right,
    of: work.of,
    everywhere: work.of === 'person' && work.guildId === null,
    outcome: isRefused ? 'failed' : 'done',
    reason: isRefused ? 'refused' : null,
    askedAt: work.askedAt.toISOString(),
    finishedAt: at.toISOString(),
    counts: Object.fromEntries(counts.rows.map(({ name, rows }) => [name, rows])),
    kept,
    left,
    file,
  };
  // Whatever else stood in it would stay for ever.
  const checked = receiptSchema.safeParse(body);
  if (!checked.success) throw new AppError('internal', `no receipt: ${checked.error.message}`);
  const number = await appendRecord(client, { chain: 'receipts', body: checked.data }, signer);
  await advance(client, work, null);
  await client.query(
    'UPDATE rights_request SET state = $2, reason = $3, finished_at = $4, receipt_number = $5 WHERE id = $1',
    [work.requestId, body.outcome, body.reason, at, number],
  );
}
