import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import { sha256 } from '#core/platform/crypto.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { AiDeps } from './deps.server.ts';
import type { ModelAccess } from './model-client.server.ts';
import { LONGEST_MS } from './rules/check-register.ts';
import { nanosOf } from './rules/money.ts';

/** Longer than any call lasts: whoever held it is gone. */
const LOST_MS = 2 * LONGEST_MS;
/** Where an answer never came and the bill could not be told apart in all this time, what was set aside counts. */
const GIVEN_UP_MS = 3_600_000;
const MOST_ROWS = 200;
const ASK_MS = 10_000;

const generationSchema = z.object({
  data: z.object({
    total_cost: z.number().min(0),
    tokens_prompt: z.number().int().min(0).nullish(),
    tokens_completion: z.number().int().min(0).nullish(),
  }),
});
const keySchema = z.object({ data: z.object({ usage: z.number().min(0) }) });

interface Unbilled {
  id: string;
  generation_id: string | null;
  reserved: string;
  given_up: boolean;
}

/**
 * Brings the ledger to what the vendor billed: calls whose process died are ended, those with an answer are asked for by its
 * id, and where none had come yet, what the key's bill has beyond the ledger is theirs. It can be cut off anywhere.
 * @returns how many calls have their cost since
 */
export async function settleCalls(deps: AiDeps): Promise<{ settled: number; open: number }> {
  const { db, clock, models } = deps;
  if (!models) return { settled: 0, open: 0 };
  const { pool } = db.for('use-model');
  const before = new Date(clock.now() - LOST_MS);
  const base = await noteKey(db, models, clock.now());
  await pool.query(`UPDATE ai_call SET outcome = 'cut', ended_at = $2 WHERE outcome = 'open' AND at < $1`, [
    before,
    new Date(clock.now()),
  ]);
  const { rows } = await pool.query<Unbilled>(
    `SELECT id, generation_id, reserved_nanos::text AS reserved, at <= $2 AS given_up FROM ai_call
      WHERE cost_nanos IS NULL AND outcome <> 'open' ORDER BY at LIMIT $1`,
    [MOST_ROWS, new Date(clock.now() - GIVEN_UP_MS)],
  );
  let settled = 0;
  for (const { id, generation_id, reserved, given_up } of rows) {
    const bill = generation_id === null ? null : await readBill(models, generation_id);
    if (bill) settled += await write(db, id, nanosOf(bill.total_cost), bill.tokens_prompt, bill.tokens_completion);
    else if (given_up) settled += await write(db, id, BigInt(reserved));
  }
  const unanswered = rows.filter((row) => row.generation_id === null && !row.given_up);
  const isAll = rows.length < MOST_ROWS;
  if (unanswered.length > 0 && isAll) settled += await share(db, models, base, unanswered);
  return { settled, open: rows.length - settled };
}

/**
 * What the key was billed beyond all that is known is of the calls that had no answer yet, each up to what was set aside, the
 * last of them the rest. Only while nothing else is without its cost: else it could be of that.
 */
async function share(
  db: Database,
  models: ModelAccess,
  base: { nanos: bigint; since: Date },
  unanswered: readonly Unbilled[],
): Promise<number> {
  const { rows } = await db.for('use-model').pool.query<{ known: string; others: number }>(
    `SELECT coalesce(sum(cost_nanos), 0)::text AS known,
            count(*) FILTER (WHERE cost_nanos IS NULL AND id <> ALL($2::uuid[]))::int AS others
       FROM ai_call WHERE at >= $1`,
    [base.since, unanswered.map(({ id }) => id)],
  );
  const { known = '0', others = 0 } = rows[0] ?? {};
  if (others > 0) return 0;
  let left = (await readUsage(models)) - base.nanos - BigInt(known);
  if (left < 0n) left = 0n;
  for (const [at, { id, reserved }] of unanswered.entries()) {
    const most = BigInt(reserved);
    const own = at === unanswered.length - 1 || left < most ? left : most;
    await write(db, id, own);
    left -= own;
  }
  return unanswered.length;
}

async function write(
  db: Database,
  id: string,
  nanos: bigint,
  tokensIn: number | null = null,
  tokensOut: number | null = null,
): Promise<number> {
  const { rowCount } = await db.for('use-model').pool.query(
    `UPDATE ai_call SET cost_nanos = $2, tokens_in = coalesce($3, tokens_in), tokens_out = coalesce($4, tokens_out)
      WHERE id = $1 AND cost_nanos IS NULL`,
    [id, nanos, tokensIn, tokensOut],
  );
  return rowCount ?? 0;
}

/** Writes down what a key had cost before it was used here. */
async function noteKey(db: Database, models: ModelAccess, nowMs: number): Promise<{ nanos: bigint; since: Date }> {
  const { pool } = db.for('use-model');
  const hash = sha256(models.settings.apiKey);
  const read = () =>
    pool.query<{ base: string; since: Date }>(
      'SELECT base_nanos::text AS base, since FROM ai_key WHERE key_hash = $1',
      [hash],
    );
  let { rows } = await read();
  if (rows.length === 0) {
    await pool.query('INSERT INTO ai_key (key_hash, base_nanos, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      hash,
      await readUsage(models),
      new Date(nowMs),
    ]);
    ({ rows } = await read());
  }
  const [row] = rows;
  if (!row) throw new Error('a row that was written is there');
  return { nanos: BigInt(row.base), since: row.since };
}

/** Null while the endpoint does not know it yet. */
async function readBill(models: ModelAccess, generationId: string) {
  const answer = await ask(models, `/generation?${new URLSearchParams({ id: generationId })}`);
  return answer === null ? null : generationSchema.parse(answer).data;
}

/** All that was ever billed to the key. */
async function readUsage(models: ModelAccess): Promise<bigint> {
  return nanosOf(keySchema.parse(await ask(models, '/key')).data.usage);
}

/** Null for 404. @throws AppError 'model_unavailable' */
async function ask({ fetch, settings }: ModelAccess, path: string): Promise<unknown> {
  try {
    const answer = await fetch(`${settings.apiUrl}${path}`, {
      headers: { authorization: `Bearer ${settings.apiKey}` },
      signal: AbortSignal.timeout(ASK_MS),
    });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return await answer.json();
  } catch (error) {
    throw new AppError('model_unavailable', 'the endpoint of models did not say what it billed', { cause: error });
  }
}
