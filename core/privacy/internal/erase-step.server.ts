import type pg from 'pg';
import { AppError } from '#core/platform/app-error.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import type { Erased, ErasePart, PersonalDataHolder, PersonScope } from '#core/platform/personal-data.server.ts';
import type { EraseDeps, RightsDeps } from '../deps.server.ts';
import { heldTables, personalTables, type Reading, readHeldTable } from '../read-held.server.ts';
import { appendToLedger, readLedger } from './erasure-ledger.server.ts';
import { addCounts, advance, piece, type Work } from './step-row.server.ts';
import { type Erasable, putTombstone, untilOf } from './tombstones.server.ts';

/** Requests are cut when they are finished: until then they say whom to erase. */
const REQUESTS = 'public.rights_request';
/** One process at a time writes the ledger. */
const LEDGER_LOCK = 72_707_398;

export function erasableOf({ of, personId, guildId }: Work): Erasable {
  if (of === 'guild' && guildId !== null) return { personId: null, guildId };
  if (personId === null) throw new AppError('internal', 'nobody knows whom to erase');
  return { personId, guildId };
}

/** From here on what they did before is refused, in every process, and no backup brings it back. */
export async function refuse(deps: RightsDeps, work: Work): Promise<void> {
  const now = deps.clock.now();
  const untilMs = untilOf(now);
  const { hash, mark } = await inTransaction(deps.db.for('answer-request', 'keep-promises'), (client) =>
    putTombstone(client, erasableOf(work), untilMs),
  );
  await deps.reached?.('refused');
  await piece(deps, work, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LEDGER_LOCK]);
    const known = await readLedger(deps.ledger, deps.secrets);
    if (!known.some((one) => one.hash === hash && one.untilMs === untilMs))
      await appendToLedger(deps.ledger, deps.secrets, {
        hash,
        mark,
        of: work.of,
        untilMs,
        at: new Date(now).toISOString(),
      });
    await deps.reached?.('ledger written');
    await advance(client, work, null);
  });
  await deps.reached?.('ledger noted');
}

export function partOf(holders: readonly PersonalDataHolder[], name: string): ErasePart | null {
  for (const { room, parts } of holders) for (const part of parts) if (`${room}:${part.name}` === name) return part;
  return null;
}

/** One part of a person. */
export async function erasePart(deps: RightsDeps, work: Work, part: ErasePart): Promise<void> {
  const { personId, guildId } = work;
  if (personId === null) throw new AppError('internal', 'nobody knows whom to erase');
  await eraseByPiece(deps, work, (client, at) => part.erase(client, { personId, guildId }, at));
}

/** Pieces of a part, each with its counts and how far it is. */
export async function eraseByPiece(
  deps: RightsDeps,
  work: Work,
  erase: (client: pg.PoolClient, at: number) => Promise<Erased>,
): Promise<void> {
  for (let from: number | null = work.nextPart; from !== null; ) {
    const at: number = from;
    from = await piece(deps, work, async (client) => {
      const erased = await erase(client, at);
      await addCounts(client, work, erased.rows);
      await advance(client, work, erased.next);
      await deps.reached?.(`${work.name} before commit`);
      return erased.next;
    });
    await deps.reached?.(work.name);
  }
}

/** Rows that are still there of somebody, but those that are kept: by the registry's own paths, not by what erased them. */
export async function countLeft(
  { readers }: Pick<EraseDeps, 'readers'>,
  db: Reading,
  scope: PersonScope,
): Promise<{ rows: number; tables: string[] }> {
  const found = { rows: 0, tables: [] as string[] };
  for (const table of heldTables(scope)) {
    const isKept = personalTables()
      .get(table)
      ?.every(({ erase }) => erase === 'keep');
    if (isKept || table === REQUESTS) continue;
    const { rows } = await readHeldTable(db, scope, table, readers);
    if (rows.length === 0) continue;
    found.rows += rows.length;
    found.tables.push(table);
  }
  return found;
}

/** Every part is done again: something was left, or came in between. */
export async function beginAgain(client: Pick<pg.ClientBase, 'query'>, work: Work, at: Date): Promise<void> {
  await client.query(
    `UPDATE rights_step SET state = 'waiting', next_part = 0, lease = NULL, lease_until = NULL, next_at = $3
      WHERE request_id = $1 AND place <= $2 AND name <> 'refuse'`,
    [work.requestId, work.place, at],
  );
}

/**
 * Takes the person out of what they asked for; what they still waited for is over, and their exports with it.
 * @param but a request that is not finished yet
 * @returns `files`: exports that were made meanwhile, for the caller to delete
 */
export async function cutOutOfRequests(
  client: Pick<pg.ClientBase, 'query'>,
  { personId, guildId }: PersonScope,
  but: string | null,
  at: Date,
): Promise<{ requests: number; files: string[] }> {
  if (guildId !== null) return { requests: 0, files: [] };
  await client.query(
    `UPDATE rights_request SET state = 'failed', reason = 'superseded', finished_at = $3
      WHERE person_id = $1 AND id IS DISTINCT FROM $2 AND finished_at IS NULL`,
    [personId, but, at],
  );
  const { rows } = await client.query<{ file: string }>(
    `UPDATE rights_export e SET deleted_at = $2 FROM rights_request r
      WHERE r.id = e.request_id AND r.person_id = $1 AND e.deleted_at IS NULL RETURNING e.file`,
    [personId, at],
  );
  const { rowCount } = await client.query(
    `UPDATE rights_request SET person_id = NULL, words = NULL, answer = NULL, recipient = NULL
      WHERE person_id = $1 AND id IS DISTINCT FROM $2`,
    [personId, but],
  );
  return { requests: rowCount ?? 0, files: rows.map(({ file }) => file) };
}

/** What stays of them, and why. */
export async function readKept(
  { holders }: Pick<EraseDeps, 'holders'>,
  client: Pick<pg.ClientBase, 'query'>,
  scope: PersonScope,
) {
  const kept = [];
  for (const { table, duty, read } of holders.flatMap(({ holds }) => holds)) {
    const { rows, until } = await read(client, scope);
    if (rows > 0) kept.push({ table, rows, duty, until: until?.toISOString() ?? null });
  }
  return kept;
}
