import { rightsDeps } from '#bot/jobs/run-rights.ts';
import { rollUp } from '#core/analytics/roll-up.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import { runRequests } from '#core/privacy/run-requests.server.ts';
import { type Consumed, measure, type Run, startProcord } from '../ingest/consume.ts';
import { type BenchResult, median, rounded } from '../report.ts';
import { openProbes, type Probe } from '../rig/probes.ts';
import { type Rig, startRig } from '../rig/rig.ts';
import { fillPeople } from '../scale/fill-people.ts';
import { type FilledDatabase, startFilledDatabase } from '../scale/filled-database.ts';
import { recordStatements } from '../scale/record-statements.ts';
import { type Asked, askOneByOne, choosePeople } from './ask-people.ts';
import { largeScans } from './large-scans.ts';
import { watchLocks } from './watch-locks.ts';

export interface RightsOptions {
  rows: number;
  /** Exports, and as many erasures. */
  asked: number;
  say: (line: string) => void;
}

const EVENTS = 200_000;
const REPEATS = 3;
const TOMBSTONES = 1_000;
/** Tables of lists of people: of these a person is looked for day by day, without a lock that a commit takes. */
const LISTS = new Set(['message_pack', 'voice_pack', 'person_day']);
const LONG_WAIT_MS = 100;

/**
 * Exports and erasures of people, by the worker as built, in a database of `rows` rows that name people, while a cluster
 * commits messages as fast as they come; and what tombstones cost that cluster.
 */
export async function rights({ rows, asked, say }: RightsOptions): Promise<BenchResult> {
  const filled = await startFilledDatabase({ rows, totalsUntil: ({ today }) => today, say });
  try {
    await fillLists(filled, say);
    const people = await choosePeople(filled, asked);
    const probes = await openProbes();
    const rig = await startRig({
      clusters: 1,
      shards: 2,
      env: probes.env,
      simulator: { SIM_GUILDS: '200', SIM_LARGEST_GUILD: '50000', SIM_IDENTIFY_INTERVAL_MS: '100' },
      on: { server: filled.server, url: filled.db.url },
      say,
    });
    let failed = true;
    try {
      const procord = await startProcord(rig);
      const cluster: Ingest = { rig, procord, probe: await probes.find('cluster'), sent: 0 };
      await burst(cluster);
      const tombstones = await compareTombstones(cluster, say);
      const beside = await askBeside(cluster, people, say);
      await expectCounted(cluster);
      const scans = await scansOf(rig, people, say);
      const rate = (runs: readonly Consumed[], field: 'eventsPerCpuSecond' | 'eventsPerWallSecond') =>
        Math.round(median(runs.map((run) => run[field])));
      const { alone } = tombstones;
      failed = false;
      return {
        figures: {
          hourly_rows: filled.rows,
          fill_seconds: filled.fillSeconds,
          exports: beside.seconds.export.length,
          export_median_seconds: rounded(median(beside.seconds.export), 1),
          export_p95_seconds: rounded(p95(beside.seconds.export), 1),
          erasures: beside.seconds.erase.length,
          erase_median_seconds: rounded(median(beside.seconds.erase), 1),
          erase_p95_seconds: rounded(p95(beside.seconds.erase), 1),
          rows_of_the_heaviest_export: beside.mostRows,
          ingest_alone_events_per_second: rate(alone, 'eventsPerWallSecond'),
          ingest_beside_events_per_second: rate(beside.runs, 'eventsPerWallSecond'),
          ingest_alone_events_per_cpu_second: rate(alone, 'eventsPerCpuSecond'),
          ingest_beside_events_per_cpu_second: rate(beside.runs, 'eventsPerCpuSecond'),
          events_beside: beside.runs.reduce((sum, { events }) => sum + events, 0),
          lock_waits: beside.locks.waits,
          lock_wait_most_ms: Math.round(beside.locks.longestMs),
          tombstones: TOMBSTONES,
          ingest_without_tombstones_per_cpu_second: Math.round(tombstones.without),
          ingest_with_tombstones_per_cpu_second: Math.round(tombstones.with),
          ingest_with_tombstones_of_without: rounded(tombstones.ratio),
          large_tables_read_from_end_to_end: scans.others.length,
          lists_read_from_end_to_end: scans.lists.length,
        },
        goals: {
          hourly_rows: { atLeast: rows * 0.95 },
          export_p95_seconds: { atMost: 300 },
          erase_p95_seconds: { atMost: 60 },
          lock_wait_most_ms: { atMost: LONG_WAIT_MS },
          ingest_with_tombstones_of_without: { atLeast: 0.95 },
          large_tables_read_from_end_to_end: { atMost: 0 },
        },
        notes: [
          'Seconds are from being asked for to "done", with one export and one erasure always under way, and everything else the worker does.',
          'Half of the people are those of whom most is held, half are anybody.',
          '"ingest_": messages until they are durable, as fast as they go. "beside": while rights are done; all share the cores.',
          '"tombstones": of people erased in this hour, so that every commit has to look at them; per second of the cluster and of Postgres together.',
          `"lock_wait": of a cluster's connection for a lock that the worker held, looked for every 25 ms${beside.locks.longest ? `; the longest: ${beside.locks.longest}` : ''}.`,
          `Lists that name many people (${[...LISTS].join(', ')}) have no index of them, which would cost each commit more than it saves: somebody is looked for day by day, and no commit waits for that.`,
        ],
      };
    } finally {
      await rig.end({ keep: failed });
      await probes.close();
    }
  } finally {
    await filled.end();
  }
}

const p95 = (ascending: readonly number[]) => ascending[Math.ceil(ascending.length * 0.95) - 1] ?? Number.NaN;

/** Lists of people, of their days and of the most active, as the worker makes them; then nobody counts these guilds. */
async function fillLists({ db, world }: FilledDatabase, say: (line: string) => void): Promise<void> {
  const started = performance.now();
  await fillPeople(db, world);
  await rollUp(db, world.nowMs);
  await db.pool.query('UPDATE analytics.counting_span SET to_ms = $1 WHERE to_ms IS NULL', [world.nowMs]);
  await db.pool.query('DELETE FROM gateway.shard');
  // Where the privacy registry does not know a table, no program starts.
  await db.pool.query('DROP SCHEMA bench CASCADE');
  await db.pool.query('VACUUM (ANALYZE)');
  say(`lists of people made in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
}

/** A cluster that counts, and what it was sent. */
interface Ingest {
  rig: Rig;
  procord: Run;
  probe: Probe;
  sent: number;
}

async function burst(cluster: Ingest): Promise<Consumed> {
  const { rig, procord, probe } = cluster;
  const consumed = await measure(rig, probe, EVENTS, (events) => procord.settled(cluster.sent + events));
  cluster.sent += consumed.events;
  return consumed;
}

/** Rounds without and with, one after the other, so that whatever else the machine does touches both. */
async function compareTombstones(cluster: Ingest, say: (line: string) => void) {
  const { pool } = cluster.rig.db;
  const alone: Consumed[] = [];
  const rates: { without: number; with: number }[] = [];
  for (let round = 1; round <= REPEATS; round++) {
    const without = await burst(cluster);
    await pool.query(
      `INSERT INTO erasure_tombstone (hash, mark, until_ms)
       SELECT sha256(('bench' || n)::bytea), erasure_mark(n, (erasure_seeds())[1]), $2 FROM generate_series(1, $1::int8) AS n`,
      [TOMBSTONES, Date.now() + 2 * HOUR_MS],
    );
    const withThem = await burst(cluster);
    await pool.query(
      `DELETE FROM erasure_tombstone WHERE hash IN (
      SELECT sha256(('bench' || n)::bytea) FROM generate_series(1, $1::int8) AS n)`,
      [TOMBSTONES],
    );
    alone.push(without);
    rates.push({ without: perCpuSecond(without), with: perCpuSecond(withThem) });
    say(
      `round ${round}: ${Math.round(perCpuSecond(without))} events a CPU second of all, with ${TOMBSTONES} tombstones ` +
        `${Math.round(perCpuSecond(withThem))}; ${Math.round(without.eventsPerWallSecond)} a second`,
    );
  }
  return {
    alone,
    without: median(rates.map((one) => one.without)),
    with: median(rates.map((one) => one.with)),
    ratio: median(rates.map((one) => one.with / one.without)),
  };
}

/** Events a second of processors, the cluster's and Postgres's. */
function perCpuSecond({ eventsPerCpuSecond, postgresMicrosecondsPerEvent }: Consumed): number {
  return 1e6 / (1e6 / eventsPerCpuSecond + postgresMicrosecondsPerEvent);
}

async function askBeside(cluster: Ingest, people: Record<Asked, string[]>, say: (line: string) => void) {
  const { rig } = cluster;
  rig.keepWorker();
  const looking = openWholeDatabase(rig.db.url, { max: 1, name: 'procord bench locks' });
  const locks = watchLocks(looking, { waiting: 'procord cluster%', holding: 'procord worker' });
  const runs: Consumed[] = [];
  let asking = true;
  const ingesting = (async () => {
    while (asking) runs.push(await burst(cluster));
  })();
  ingesting.catch(() => {});
  const ask = (right: Asked) => askOneByOne(rig.db, right, people[right], say);
  const [exported, erased] = await Promise.all([ask('export'), ask('erase')]).finally(() => {
    asking = false;
  });
  await ingesting;
  const waits = await locks.stop();
  await looking.close();
  await rig.endWorker();
  const { rows } = await rig.db.pool.query<{ most: number }>('SELECT max(rows)::int4 AS most FROM rights_export');
  return { seconds: { export: exported, erase: erased }, runs, locks: waits, mostRows: rows[0]?.most ?? 0 };
}

/** A speed without the right sum is no figure. */
async function expectCounted({ rig, sent }: Ingest): Promise<void> {
  const guilds = (await rig.control.guilds()).map(({ id }) => id);
  const { rows } = await rig.db.pool.query<{ messages: string }>(
    `SELECT sum(cell) AS messages FROM analytics.message_pack p, unnest(p.messages) AS cell WHERE guild_id = ANY($1::int8[])`,
    [guilds],
  );
  if (Number(rows[0]?.messages) !== sent) throw new Error(`${rows[0]?.messages} messages are counted of ${sent}`);
}

/** Tables that an export and an erasure read from end to end, by their plans. */
async function scansOf(
  rig: Rig,
  people: Record<Asked, string[]>,
  say: (line: string) => void,
): Promise<{ lists: string[]; others: string[] }> {
  const recorded = recordStatements(rig.db);
  const settings = { home: rig.folder, ledger: `${rig.folder}/erasures.jsonl`, secrets: rig.secrets };
  const deps = rightsDeps(settings, { db: recorded.db, clock: systemClock, log: createLog('bench', 'silent') });
  const [personId = ''] = people.export;
  for (const right of ['export', 'erase'] as const) {
    const asker = { personId, surface: 'dashboard', locale: 'en' } as const;
    await openRequest({ db: rig.db, clock: systemClock }, asker, { right });
    await runRequests(deps);
  }
  const scanned = [...(await largeScans(rig.db, recorded.statements))].sort();
  say(`${recorded.statements.length} statements; large tables read from end to end: ${scanned.join(', ') || 'none'}`);
  return { lists: scanned.filter((one) => LISTS.has(one)), others: scanned.filter((one) => !LISTS.has(one)) };
}
