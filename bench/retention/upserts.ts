import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { commitBatch } from '#core/analytics/commit-batch.server.ts';
import { mergeDays } from '#core/analytics/merge-days.server.ts';
import { mergePacks } from '#core/analytics/merge-packs.server.ts';
import { rollUp } from '#core/analytics/roll-up.server.ts';
import { type ShardLease, takeShards } from '#core/gateway/take-shards.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { keysOfDay } from '../scale/fill-hours.ts';
import type { FilledDatabase } from '../scale/filled-database.ts';
import { batchOf, type Draft, draftsOf } from './batches.ts';

/** Seconds of the clock, and of processors: Postgres's, and for totals this process's own, which counts them, too. */
export interface Cost {
  wall: number;
  cpu: number;
  /** Postgres's alone. */
  postgres: number;
}

export interface Upserted {
  rows: number;
  copy: Cost;
  /** The cluster's commits and what they give merging to do, with nothing else going on. */
  upsert: Cost;
  /** The totals that a day more costs, with nothing else going on: in a process that has made none yet, and in one that has. */
  firstRollUp: Cost;
  rollUp: Cost;
  /** Commits of a day while the totals of the day before are made, until both are done. */
  together: Cost;
}

/**
 * A day's rows as a cluster commits them, hour by hour, against COPY of the same rows in the same order into a plain table
 * with a row and a key for each; and the totals of a day, which the worker makes while the next one is counted.
 */
export async function upserts(
  filled: FilledDatabase,
  lease: ShardLease,
  say: (line: string) => void,
): Promise<Upserted> {
  const { db, world, serverFolder } = filled;
  const [first, second] = [world.today, world.today + 1];
  const rows = await drawRows(filled, first);
  const timed = (what: string, work: () => Promise<unknown>, who?: 'both') => timeCost(filled, say, what, work, who);
  const firstRollUp = await timed(
    'totals of a day, the first of this process',
    () => rollUp(db, world.nowMs - 24 * HOUR_MS),
    'both',
  );
  const file = path.join(serverFolder, 'bench-rows');
  await db.pool.query(
    `CREATE TABLE bench.copy (guild_id int8, channel_id int8, user_id int8, hour int4, messages int4,
       PRIMARY KEY (guild_id, hour, channel_id, user_id))`,
  );
  await db.pool.query(`COPY bench.row TO '${file}'`);
  await db.pool.query('CHECKPOINT');
  // The server reads the file itself, so that nobody hands it over.
  const copied = await timed(`COPY of ${rows} rows`, () => db.pool.query(`COPY bench.copy FROM '${file}'`));

  const commit = await commits(filled, lease, 1);
  await db.pool.query('CHECKPOINT');
  const upsert = await timed('the same rows committed', commit);
  await expectRows(filled, first, rows);
  const rolledUp = await timed('totals of a day', () => rollUp(db, world.nowMs), 'both');

  await db.pool.query('UPDATE bench.row SET hour = hour + 24');
  const next = await commits(filled, lease, 2);
  await observeUntil(filled, second);
  await db.pool.query('CHECKPOINT');
  const together = await timed('rows of a day and totals of the day before, side by side', () =>
    Promise.all([
      next(),
      rollUp(db, world.nowMs + 24 * HOUR_MS).then(() => mergeDays(db, (second + 1) * 24 * HOUR_MS - 1)),
    ]),
  );
  await expectRows(filled, second, rows);
  await db.pool.query('DROP TABLE bench.row, bench.copy');
  return { rows, copy: copied, upsert, firstRollUp, rollUp: rolledUp, together };
}

export async function timeCost(
  { serverCpu }: FilledDatabase,
  say: (line: string) => void,
  what: string,
  work: () => Promise<unknown>,
  who: 'postgres' | 'both' = 'postgres',
): Promise<Cost> {
  const [wall, cpu, before] = [performance.now(), serverCpu(), process.cpuUsage()];
  await work();
  const own = process.cpuUsage(before);
  const server = serverCpu() - cpu;
  const here = who === 'both' ? (own.user + own.system) / 1e6 : 0;
  const cost = { wall: (performance.now() - wall) / 1_000, cpu: server + here, postgres: server };
  const also = who === 'both' ? ` and ${here.toFixed(1)} s of this process's` : '';
  say(`${what}: ${cost.wall.toFixed(1)} s, ${server.toFixed(1)} s of Postgres's CPU${also}`);
  return cost;
}

export async function takeShard({ db }: FilledDatabase): Promise<ShardLease> {
  const [lease] = await takeShards(db, {
    shardCount: 1,
    shardIds: [0],
    holder: randomUUID(),
    clusterId: 0,
    onResharded: async () => {},
  });
  if (!lease) throw new Error('the shard is not to be had');
  return lease;
}

/** A message each, in the order in which they come: by hour, and within it by the primary key. */
async function drawRows({ db }: FilledDatabase, day: number): Promise<number> {
  const made = await db.pool.query(
    `CREATE TABLE bench.row AS
     SELECT guild_id, channel_id, user_id, hour, 1 AS messages
       FROM (${keysOfDay('message_rows', day)}) AS key GROUP BY 1, 2, 3, 4 ORDER BY hour, guild_id, channel_id, user_id`,
  );
  await db.pool.query('VACUUM (ANALYZE) bench.row');
  return made.rowCount ?? 0;
}

/** Batches of the size of a flush in a busy minute, ready to be committed in order, each with the merging it leaves. */
async function commits(filled: FilledDatabase, lease: ShardLease, round: number) {
  const { db } = filled;
  const drafts = await draftsOf(filled, 'SELECT hour AS flush, hour, guild_id, channel_id, user_id FROM bench.row');
  return async () => {
    for (const [index, draft] of drafts.entries()) await commit(db, lease, (round - 1) * 1_000 + index + 1, draft);
  };
}

async function commit(db: FilledDatabase['db'], lease: ShardLease, number: number, { hour, messages }: Draft) {
  const observedMs = (hour + 1) * HOUR_MS - 1;
  const { outcome } = await commitBatch(db, batchOf(lease, number, messages, observedMs));
  if (outcome !== 'committed') throw new Error(`batch ${number} was ${outcome}`);
  await mergePacks(db, observedMs);
}

async function observeUntil({ db }: FilledDatabase, day: number): Promise<void> {
  await db.pool.query('UPDATE gateway.shard SET observed_ms = $1', [day * 24 * HOUR_MS]);
}

async function expectRows({ db }: FilledDatabase, day: number, wanted: number): Promise<void> {
  const { rows } = await db.pool.query<{ rows: number }>(
    'SELECT sum(cardinality(user_ids))::int4 AS rows FROM analytics.message_pack WHERE day = $1',
    [day],
  );
  if (rows[0]?.rows !== wanted) throw new Error(`${rows[0]?.rows} rows of day ${day}, of ${wanted}`);
}
