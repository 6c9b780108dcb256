import { commitBatch } from '#core/analytics/commit-batch.server.ts';
import { mergePacks } from '#core/analytics/merge-packs.server.ts';
import type { ShardLease } from '#core/gateway/take-shards.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { keysOfDay } from '../scale/fill-hours.ts';
import type { FilledDatabase } from '../scale/filled-database.ts';
import { batchOf, type Draft, draftsOf } from './batches.ts';
import { type Cost, timeCost } from './upserts.ts';

const HOUR_SECONDS = 3_600;
/** The worker's, and about as often Postgres vacuums a table of which so much was deleted. */
const MERGED_EVERY_SECONDS = 300;

export interface Flushed {
  flushes: number;
  /** Hourly rows that the messages come to, and what was written of them. */
  rows: number;
  cells: number;
  /** Commits, merging and vacuuming. */
  cost: Cost;
}

/**
 * An hour as it comes: each message at a second of its own, committed every `everySeconds`, merged every five minutes.
 * Merging is asked at the clock of the day, so that only what it does while a day lasts is done.
 */
export async function flushHour(
  filled: FilledDatabase,
  lease: ShardLease,
  { hour, everySeconds, firstBatch }: { hour: number; everySeconds: number; firstBatch: number },
  say: (line: string) => void,
): Promise<Flushed> {
  const { db } = filled;
  const day = Math.floor(hour / 24);
  const date = new Date(day * 24 * HOUR_MS).toISOString().slice(0, 10).replaceAll('-', '');
  const perMerge = Math.max(1, Math.round(MERGED_EVERY_SECONDS / everySeconds));
  const drafts = await drawHour(filled, hour, everySeconds);
  const cost = await timeCost(filled, say, `an hour committed every ${everySeconds} s`, async () => {
    for (const [index, { messages }] of drafts.entries()) {
      const atMs = hour * HOUR_MS + Math.min(HOUR_SECONDS, (index + 1) * everySeconds) * 1_000 - 1;
      const { outcome } = await commitBatch(db, batchOf(lease, firstBatch + index, messages, atMs));
      if (outcome !== 'committed') throw new Error(`batch ${firstBatch + index} was ${outcome}`);
      if ((index + 1) % perMerge !== 0) continue;
      await mergePacks(db, atMs);
      await db.pool.query(`VACUUM (ANALYZE) analytics.message_pack_${date}`);
    }
  });
  const { rows } = await db.pool.query<{ rows: number }>('SELECT count(*)::int4 AS rows FROM bench.row');
  await db.pool.query('DROP TABLE bench.row');
  const cells = drafts.reduce((sum, { messages }) => sum + messages.size, 0);
  return { flushes: drafts.length, rows: rows[0]?.rows ?? 0, cells, cost };
}

/** Of an hourly row one message to three, as the held days have them. */
async function drawHour(filled: FilledDatabase, hour: number, everySeconds: number): Promise<Draft[]> {
  await filled.db.pool.query(
    `CREATE TABLE bench.row AS
     SELECT guild_id, channel_id, user_id, hour, 1 + floor(3 * random())::int4 AS messages
       FROM (${keysOfDay('message_rows', Math.floor(hour / 24))}) AS key WHERE hour = ${hour} GROUP BY 1, 2, 3, 4`,
  );
  return draftsOf(
    filled,
    `SELECT floor(${HOUR_SECONDS} / ${everySeconds}.0 * random())::int4 AS flush, hour, guild_id, channel_id, user_id
       FROM bench.row, generate_series(1, messages)`,
  );
}
