import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkChains } from '#core/audit/check-chains.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { type BenchResult, judge, median, rounded } from '../report.ts';
import { type Rig, startRig } from '../rig/rig.ts';
import { compareCounts } from '../truth/compare-counts.ts';
import { waitUntilDurable } from '../truth/wait-until-durable.ts';
import { findPlaces, type Place } from './places.ts';
import { points } from './points.ts';
import { countHeld, queue, type Race, type RoundResult, runRound } from './run-round.ts';

export interface EraseRaceOptions {
  rounds: number;
  say: (line: string) => void;
}

/** Each has a shard of its own and dies in every third round: it lives long enough to be started again at once. */
const CLUSTERS = 3;
const PEOPLE = 3;
const FLUSH_MS = 500;
const HEALED_EVERY = 3;
const WANTED_POINTS = 12;
const DAY_MS = 24 * HOUR_MS;
/** Rounds, of those that are wanted, after which a point that cannot be reached fails the goals. */
const MOST_TRIES = 1.2;

/**
 * Erases people whose events go on, again and again, while totals are made, rows merged, gaps filled in and exports
 * written, and kills a cluster of theirs at each point in turn. After each `done` no row of them may be there, nor after
 * what they did later was received and committed; and of those who stay nothing may be lost.
 */
export async function eraseRace({ rounds, say }: EraseRaceOptions): Promise<BenchResult> {
  const rig = await startRig({
    clusters: CLUSTERS,
    shards: CLUSTERS,
    flushMs: FLUSH_MS,
    env: { BOT_HEALING_PER_SECOND: '40' },
    postgresFlags: ['-c', 'max_connections=100'],
    simulator: {
      SIM_GUILDS: '18',
      SIM_LARGEST_GUILD: '400',
      SIM_MEMBERS_PER_GUILD: '400',
      SIM_HEARTBEAT_MS: '5000',
      SIM_IDENTIFY_INTERVAL_MS: '100',
      SIM_REPLAY_MS: '600000',
    },
    say,
  });
  let kept = true;
  try {
    const firstHour = Math.floor(Date.now() / HOUR_MS);
    const places = await findPlaces(rig.control, CLUSTERS);
    await startCounting(rig);
    say(`${places.length} guilds, ${Object.keys(points).length} points`);
    const started = performance.now();
    const result = await runRounds(rig, places, rounds, say);
    const end = await judgeEnd(rig, result, firstHour, say);
    const of = (field: Exclude<keyof RoundResult, 'killed' | 'seconds'>) =>
      result.rounds.reduce((sum, round) => sum + round[field], 0);
    const seconds = result.rounds.flatMap((round) => round.seconds).sort((a, b) => a - b);
    const hits = [...result.hits.values()];
    const figures = {
      rounds: result.rounds.length,
      erasures: seconds.length,
      points: hits.length,
      fewest_kills_at_a_point: Math.min(...hits),
      kills: hits.reduce((sum, one) => sum + one, 0),
      rows_before: of('rowsBefore'),
      erasures_unfinished: of('unfinished'),
      rows_after_done: of('rowsAfterDone'),
      late_events: of('lateEvents'),
      rows_after_late_events: of('rowsAfterLateEvents'),
      ...end,
      erase_median_seconds: rounded(median(seconds), 1),
      erase_p95_seconds: rounded(seconds[Math.ceil(seconds.length * 0.95) - 1] ?? 0, 1),
      erase_most_seconds: rounded(seconds.at(-1) ?? 0, 1),
      seconds: Math.round((performance.now() - started) / 1_000),
    };
    const goals = {
      rounds: { atLeast: rounds },
      points: { atLeast: Math.min(rounds, WANTED_POINTS) },
      kills: { atLeast: rounds },
      rows_before: { atLeast: seconds.length },
      erasures_unfinished: { atMost: 0 },
      rows_after_done: { atMost: 0 },
      late_events: { atLeast: seconds.length },
      rows_after_late_events: { atMost: 0 },
      rows_at_the_end: { atMost: 0 },
      bystander_messages_wrong: { atMost: 0 },
      exports_of_erased: { atMost: 0 },
      chain_findings: { atMost: 0 },
      list_entries_erased: { atLeast: 1 },
      messages_healed: { atLeast: rounds >= HEALED_EVERY ? 1 : 0 },
    };
    const judged: BenchResult = {
      figures,
      goals,
      notes: [
        'Built programs, ended with SIGKILL from outside. "points": different moments of a cluster\'s life at which it was.',
        '"rows_": in every table, by the paths of the privacy registry. "late_events": of those erased, after the last "done" of a round.',
        '"bystander_messages_wrong": lost or doubled, of people beside them in the same channels, against the ledger of what was sent.',
        '"seconds" of an erasure are from being asked for; the lease of a step is two minutes.',
      ],
    };
    kept = Object.values(judge('erase-race', judged).goals).some(({ holds }) => !holds);
    return judged;
  } finally {
    await rig.end({ keep: kept });
  }
}

/** Counted since days, so that totals are made of what is loaded into them. */
async function startCounting(rig: Rig): Promise<void> {
  const guilds = await rig.entitleAll();
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  await rig.db.pool.query(
    'INSERT INTO analytics.counting_span (guild_id, from_ms, to_ms) SELECT unnest($1::int8[]), $2, $3',
    [guilds, today - 4 * DAY_MS, today],
  );
  rig.startManager();
  rig.keepWorker();
  await rig.waitUntilConnected(60_000);
  await rig.waitUntilCounting(guilds.length, 60_000);
}

interface Raced {
  rounds: RoundResult[];
  /** Kills at each point. */
  hits: Map<string, number>;
  erased: Set<string>;
  /** What bystanders were given of the days before, by place. */
  past: Map<Place, number>;
}

/** Lanes side by side, each with a cluster of its own to kill. */
async function runRounds(rig: Rig, places: Place[], wanted: number, say: (line: string) => void): Promise<Raced> {
  const names = Object.keys(points);
  const raced: Raced = { rounds: [], hits: new Map(), erased: new Set(), past: new Map() };
  let turn: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };
  const race: Race = { rig, flushMs: FLUSH_MS, alone, say };
  let next = 0;
  // A point that was not reached comes again: a round counts with its kill.
  const todo = Array.from({ length: wanted }, (_, number) => names[number % names.length] ?? '');
  const lane = async (clusterId: number) => {
    const own = places.filter(({ shardId }) => shardId === clusterId);
    for (let point = todo.shift(); point !== undefined && next < wanted * MOST_TRIES; point = todo.shift()) {
      const number = next++;
      const place = own[number % own.length];
      const people = place?.people.splice(0, PEOPLE) ?? [];
      if (!place || people.length < PEOPLE) throw new Error(`nobody is left to be erased on shard ${clusterId}`);
      for (const one of people) raced.erased.add(one);
      const heals = number % HEALED_EVERY === 0;
      const result = await runRound(race, { number, clusterId, point, place, people, heals });
      raced.rounds.push(result);
      raced.past.set(place, (raced.past.get(place) ?? 0) + result.pastMessages);
      if (result.killed) raced.hits.set(point, (raced.hits.get(point) ?? 0) + 1);
      else todo.push(point);
      const left = result.rowsAfterDone + result.rowsAfterLateEvents;
      say(
        `round ${number + 1}, cluster ${clusterId}, ${point}${result.killed ? '' : ' (NOT REACHED)'}: ` +
          `${result.rowsBefore} rows, ${left} left, ${Math.max(...result.seconds).toFixed(1)} s`,
      );
    }
  };
  await Promise.all(Array.from({ length: CLUSTERS }, (_, clusterId) => lane(clusterId)));
  return raced;
}

async function judgeEnd(rig: Rig, { erased, past }: Raced, firstHour: number, say: (line: string) => void) {
  for (const line of await waitUntilDurable(rig.db.pool, rig.control, 60_000)) say(line);
  for (let tries = 0; tries < 30 && (await countGaps(rig, `NOT EXISTS (${HEALED})`)) > 0; tries += 1) {
    await queue(rig, 'heal-gaps');
    await sleep(1_000);
  }
  const { lost, doubled, messages, differences } = await compareCounts(
    rig.db.pool,
    rig.control,
    undefined,
    firstHour,
    erased,
  );
  for (const difference of differences) say(JSON.stringify(difference));
  const chains = await checkChains(rig.db);
  return {
    rows_at_the_end: await countHeld(rig, [...erased], say),
    bystander_messages: messages,
    bystander_messages_wrong: lost + doubled + (await countPastWrong(rig, past)),
    gaps: await countGaps(rig, 'true'),
    gaps_not_healed: await countGaps(rig, `NOT EXISTS (${HEALED})`),
    messages_healed: await count(rig, 'SELECT coalesce(sum(messages), 0)::int4 AS count FROM analytics.gap_healing'),
    list_entries_erased: await count(
      rig,
      `SELECT coalesce(sum(rows), 0)::int4 AS count FROM rights_count WHERE table_name = 'analytics.person_day'`,
    ),
    exports: await count(rig, 'SELECT count(*)::int4 AS count FROM rights_export'),
    exports_of_erased: await countStrayExports(rig, say),
    receipts: await count(rig, `SELECT count(*)::int4 AS count FROM chain_record WHERE chain = 'receipts'`),
    chain_findings: chains.reduce((sum, { findings }) => sum + findings.length, 0),
  };
}

const HEALED = `SELECT FROM analytics.gap_healing h WHERE h.gap_id = g.id AND h.state <> 'healing'`;

function countGaps(rig: Rig, where: string): Promise<number> {
  return count(
    rig,
    `SELECT count(*)::int4 AS count FROM analytics.coverage_gap g WHERE kind = 'all' AND to_ms IS NOT NULL AND ${where}`,
  );
}

async function count(rig: Rig, query: string, values: unknown[] = []): Promise<number> {
  const { rows } = await rig.db.pool.query<{ count: number }>(query, values);
  return rows[0]?.count ?? 0;
}

async function countPastWrong(rig: Rig, past: ReadonlyMap<Place, number>): Promise<number> {
  const today = Math.floor(Date.now() / DAY_MS);
  let wrong = 0;
  for (const [{ guildId, bystanderId }, given] of past) {
    const held = await count(
      rig,
      `SELECT coalesce(sum(messages), 0)::int4 AS count FROM analytics.messages_of($1, 0, $2) WHERE user_id = $3`,
      [guildId, today * 24, bystanderId],
    );
    wrong += Math.abs(held - given);
  }
  return wrong;
}

/** Files of exports that are not those of requests whose person is there still. */
async function countStrayExports(rig: Rig, say: (line: string) => void): Promise<number> {
  const { rows } = await rig.db.pool.query<{ file: string }>(
    `SELECT file FROM rights_export e JOIN rights_request r ON r.id = e.request_id
      WHERE e.deleted_at IS NULL AND r.person_id IS NOT NULL`,
  );
  const known = new Set(rows.map(({ file }) => file));
  const files = await readdir(path.join(rig.folder, 'exports')).catch(() => []);
  const stray = files.filter((file) => !known.has(file));
  if (stray.length > 0) say(`${stray.length} exports lie there of people who were erased`);
  return stray.length;
}
