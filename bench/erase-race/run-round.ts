import { setTimeout as sleep } from 'node:timers/promises';
import { loadCounts } from '#core/analytics/load-counts.server.ts';
import { countsOf } from '#core/analytics/testing/cells.ts';
import { readers } from '#core/personal-data.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { getProgress } from '#core/privacy/get-progress.server.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import { readHeld } from '#core/privacy/read-held.server.ts';
import type { Right } from '#core/privacy/schema.ts';
import type { Rig } from '../rig/rig.ts';
import { keepTalking } from './keep-talking.ts';
import type { Place } from './places.ts';
import { points, type Victim } from './points.ts';

/** What all rounds share. */
export interface Race extends Pick<Victim, 'rig' | 'flushMs' | 'alone'> {
  say: (line: string) => void;
}

export interface Round {
  number: number;
  clusterId: number;
  point: string;
  place: Place;
  /** Who is erased. */
  people: readonly string[];
  /** A gap is opened before, and filled in from history meanwhile. */
  heals: boolean;
}

export interface RoundResult {
  killed: boolean;
  /** Seconds from being asked for to `done`, of each erasure. */
  seconds: number[];
  /** Erasures that did not come to an end. */
  unfinished: number;
  rowsBefore: number;
  rowsAfterDone: number;
  /** Events of theirs since the last `done`. */
  lateEvents: number;
  rowsAfterLateEvents: number;
  /** What the bystander was given of the days before. */
  pastMessages: number;
}

/** Our own time for a request; the lease of a step is two minutes. */
const FINISH_MS = 300_000;
/** A cluster that dies again and again is started after growing pauses, of seventy seconds at most. */
const CONNECTED_MS = 150_000;
/** Commits that late events are given. */
const LATE_COMMITS = 4;
/** History is read 5 s after the end of a gap. */
const SETTLED_MS = 6_500;
/** Longer than a round. What is done after the hour of an erasure is new, and counted. */
const ROUND_MS = 120_000;
const PAST_HOURS = [-26, -27, -51];

/** People who write and speak are erased while a cluster of theirs dies, and events of theirs go on after that. */
export async function runRound(race: Race, round: Round): Promise<RoundResult> {
  const { rig, say } = race;
  const { place, people, clusterId } = round;
  await stayInOneHour(say);
  if (round.heals) await openGap(rig, place.shardId);
  const gapMs = Date.now();
  const pastMessages = await givePast(rig, place, people);
  const talk = await keepTalking(rig.control, place, people);
  await untilCounted(race, people);
  if (round.heals) await sleep(Math.max(0, gapMs + SETTLED_MS - Date.now()));
  const rowsBefore = await countHeld(rig, people);

  for (const job of ['roll-up', 'merge-packs', 'merge-days', 'heal-gaps']) await queue(rig, job);
  const [last = ''] = people.slice(-1);
  await ask(rig, last, 'export');
  await ask(rig, place.bystanderId, 'export');
  const asked = Date.now();
  const requests: string[] = [];
  for (const personId of people) requests.push(await ask(rig, personId, 'erase'));
  const victim: Victim = { ...race, clusterId, ...place, requestId: requests[0] ?? '' };
  const [killed, ...ended] = await Promise.all([
    points[round.point]?.(victim) ?? false,
    ...requests.map(async (requestId, at) => {
      const isDone = await untilDone(rig, requestId);
      const rows = isDone ? await countHeld(rig, people.slice(at, at + 1), say) : 0;
      return { isDone, rows, seconds: (Date.now() - asked) / 1_000 };
    }),
  ]);
  const eventsBefore = talk.events();
  await rig.waitUntilConnected(CONNECTED_MS);
  for (const job of ['roll-up', 'merge-packs', 'heal-gaps']) await queue(rig, job);
  await sleep(LATE_COMMITS * race.flushMs);
  await talk.stop();
  const lateEvents = talk.events() - eventsBefore;
  await untilDurable(rig, place.shardId);
  return {
    killed,
    seconds: ended.map((one) => one.seconds),
    unfinished: ended.filter((one) => !one.isDone).length,
    rowsBefore,
    rowsAfterDone: ended.reduce((sum, one) => sum + one.rows, 0),
    lateEvents,
    rowsAfterLateEvents: await countHeld(rig, people, say),
    pastMessages,
  };
}

/** Rows of people in every table, by the registry's own paths. What is left is said. */
export async function countHeld(rig: Rig, people: readonly string[], say?: (line: string) => void): Promise<number> {
  let rows = 0;
  for (const personId of people)
    for (const { table, rows: held } of await readHeld(rig.db, { personId }, readers)) {
      rows += held.length;
      if (held.length > 0) say?.(`${held.length} rows of ${personId} in ${table}: ${written(held[0])}`);
    }
  return rows;
}

function written(row: unknown): string {
  return JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value));
}

/** Puts a job into the worker's queue, as its schedule does. */
export async function queue(rig: Rig, job: string): Promise<void> {
  await rig.db.pool.query('SELECT graphile_worker.add_job($1)', [job]);
}

async function ask(rig: Rig, personId: string, right: Right): Promise<string> {
  const asker = { personId, surface: 'discord', locale: 'en' } as const;
  return (await openRequest({ db: rig.db, clock: systemClock }, asker, { right })).requestId;
}

async function untilDone(rig: Rig, requestId: string): Promise<boolean> {
  for (const end = Date.now() + FINISH_MS; Date.now() < end; await sleep(50)) {
    const { state, hasReceipt } = await getProgress(rig.db, requestId);
    if (state === 'done') return hasReceipt;
  }
  return false;
}

async function stayInOneHour(say: (line: string) => void): Promise<void> {
  const leftMs = HOUR_MS - (Date.now() % HOUR_MS);
  if (leftMs > ROUND_MS) return;
  say(`waiting ${Math.ceil(leftMs / 1_000)} s for the hour to end`);
  await sleep(leftMs + 1_000);
}

/** The session is gone: what happens until there is another one is missed. */
async function openGap(rig: Rig, shardId: number): Promise<void> {
  const shards = [shardId];
  await rig.control.fault({ kind: 'refuse-resumes', shards, count: 1 });
  await rig.control.fault({ kind: 'drop', shards });
  await sleep(500);
  await rig.waitUntilConnected(CONNECTED_MS);
}

/** Counts of the days before, of which totals are made again. @returns messages of the bystander */
async function givePast(rig: Rig, place: Place, people: readonly string[]): Promise<number> {
  const { guildId, textId: channelId, bystanderId } = place;
  const nowHour = Math.floor(Date.now() / HOUR_MS);
  const hours = PAST_HOURS.map((past) => nowHour + past);
  const cells = hours.flatMap((hour) =>
    [...people, bystanderId].map((userId) => ({ guildId, channelId, userId, hour, messages: 2, activeMs: 600_000 })),
  );
  await loadCounts(rig.db, countsOf(cells));
  await rig.db.pool.query(
    `INSERT INTO analytics.roll_up_due (guild_id, hour) SELECT $1, unnest($2::int[]) ON CONFLICT DO NOTHING`,
    [guildId, hours],
  );
  return hours.length * 2;
}

async function untilCounted({ rig }: Race, people: readonly string[]): Promise<void> {
  const today = Math.floor(Date.now() / (24 * HOUR_MS));
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    const { rows } = await rig.db.pool.query<{ counted: number }>(
      `SELECT count(DISTINCT user_id)::int4 AS counted FROM analytics.message_pack, unnest(user_ids) AS user_id
        WHERE day = $1 AND user_id = ANY($2::int8[])`,
      [today, people],
    );
    if (rows[0]?.counted === people.length) return;
  }
  throw new Error('nobody counts what is written');
}

/** Everything that happened on a shard is committed. */
async function untilDurable(rig: Rig, shardId: number): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    const sessions = (await rig.control.sessions()).filter((one) => one.shardId === shardId);
    const newest = sessions.sort((a, b) => b.createdMs - a.createdMs)[0];
    const { rows } = await rig.db.pool.query<{ session_id: string | null; sequence: string }>(
      'SELECT session_id, sequence FROM gateway.shard WHERE shard_id = $1',
      [shardId],
    );
    const [shard] = rows;
    if (newest && shard?.session_id === newest.id && Number(shard.sequence) >= newest.lastSequence) return;
  }
  throw new Error(`shard ${shardId} does not become durable`);
}
