import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { checkChains } from '#core/audit/check-chains.server.ts';
import { readOpenAlerts } from '#core/gateway/alerts.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { listGuildLeftovers, listGuildTables } from '#core/privacy/list-guild-leftovers.server.ts';
import { listRetention } from '#core/privacy/list-retention.server.ts';
import { type RetentionClock, retentionRules } from '#core/privacy/rules/retention.ts';
import { type RetentionClass, retentionClasses } from '#core/privacy/schema.ts';
import type { Job } from './job.ts';
import { jobs } from './jobs.ts';
import { measureRetentionJob } from './measure-retention.ts';
import { pruneRequestsJob } from './prune-requests.ts';
import { openFreely, putRow } from './testing/put-aged.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A first of January: rows that count in years, days and hours end at the same instant as those that count in milliseconds. */
const YEAR = new Date().getUTCFullYear();
const DUE = Date.UTC(YEAR, 0);
const log = createLog('test', 'silent');

let db: WholeDatabase;
let client: pg.PoolClient;
beforeEach(async () => {
  db = await createTestDatabase();
  client = await openFreely(db);
});
afterEach(async () => {
  client.release(true);
  await db.close();
});

const timed = (Object.keys(retentionClasses) as RetentionClass[]).flatMap((retention) => {
  const rule = retentionRules[retention];
  return 'clocks' in rule ? [{ retention, clocks: rule.clocks }] : [];
});
const enforcedBy = (retention: string) =>
  Object.entries<{ enforcedBy: string | null }>(retentionClasses).find(([name]) => name === retention)?.[1].enforcedBy;
const fileOf = (job: Job) => `bot/jobs/${job.name}.ts`;
const home = mkdtempSync(path.join(os.tmpdir(), 'procord-retention-'));
afterAll(() => rmSync(home, { recursive: true }));
const sweeps = [...jobs, pruneRequestsJob(home)].filter((job) =>
  timed.some(({ retention }) => enforcedBy(retention) === fileOf(job)),
);

/** What else a row has to be, so that its time runs. By the table and the column of the clock. */
const also: Record<string, Record<string, unknown>> = {
  'public.session last_seen_at': { expires_at: new Date('2100-01-01') },
  'public.session expires_at': { last_seen_at: new Date('2100-01-01') },
  'analytics.coverage_gap to_ms': { counted_ids: ['1'], kind: 'all' },
  'gateway.cluster heartbeat_at': { state: 'stopped' },
  'gateway.shard heartbeat_at': { shard_count: 1 },
  'graphile_worker._private_jobs updated_at': { attempts: 3, max_attempts: 3 },
  'public.rights_request finished_at': { person_id: '1' },
  'public.audit_event at': { detail: '{"an": "old thing"}' },
};

const INSTANT: Record<RetentionClock['unit'], (ms: number) => unknown> = {
  time: (ms) => new Date(ms),
  ms: (ms) => String(ms),
  hour: (ms) => Math.floor(ms / HOUR_MS),
  day: (ms) => Math.floor(ms / DAY_MS),
};

/** When the time of a row began that has to be gone at an instant; of calendar years, the last instant of one. */
const begunMs = ({ kept }: RetentionClock, dueMs: number) =>
  typeof kept === 'number' ? dueMs - kept : Date.UTC(new Date(dueMs).getUTCFullYear() - kept.years, 0) - 1;

/** A row that has to be gone at an instant. */
async function putDue(clock: RetentionClock, dueMs: number): Promise<void> {
  const { table, unit } = clock;
  const column = clock.column.replace('t.', '');
  const since = INSTANT[unit](begunMs(clock, dueMs));
  const own = also[`${table} ${clock.column}`] ?? {};
  if (unit === 'day') await db.pool.query('SELECT analytics.ensure_day($1), analytics.ensure_people($1)', [since]);
  if (table === 'public.stripe_event') own.applied_at = clock.where?.startsWith('applied_at') ? new Date(dueMs) : null;
  if (clock.from === undefined) return putRow(client, table, { ...own, [column]: since });
  const guild_id = String(dueMs);
  if (table === 'analytics.channel_healing') {
    await putRow(client, 'analytics.gap_healing', { gap_id: '1', guild_id, state: 'healed', updated_at: since });
    return putRow(client, table, { gap_id: '1', guild_id, updated_at: new Date('2100-01-01') });
  }
  if (table.startsWith('public.assistant_')) {
    const [thread_id, turn_id] = [randomUUID(), randomUUID()];
    const isChosen = clock.column === 't.ends_at';
    const owner = { person_id: isChosen ? '2' : '1', guild_id };
    const changed_at = isChosen ? new Date(begunMs(clock, dueMs) - 30 * DAY_MS) : since;
    if (isChosen)
      await client.query('INSERT INTO assistant_expiry VALUES ($1, 30, now()) ON CONFLICT DO NOTHING', [
        owner.person_id,
      ]);
    await putRow(client, 'public.assistant_thread', { ...owner, id: thread_id, changed_at });
    if (table === 'public.assistant_thread') return;
    await putRow(client, 'public.assistant_turn', { ...owner, id: turn_id, thread_id });
    if (table === 'public.assistant_proposal') await putRow(client, table, { ...owner, turn_id });
    return;
  }
  await putRow(client, 'analytics.counting_span', { guild_id, from_ms: '0', to_ms: since });
  return putRow(client, table, { guild_id, base_from_ms: null });
}

const later = ({ unit, kept }: RetentionClock) =>
  typeof kept === 'number' ? DUE + (unit === 'day' ? DAY_MS : 2 * HOUR_MS) : Date.UTC(YEAR + 1, 0);

/** Of every clock of every class one row that is due, and one that is soon. */
async function putAll(): Promise<void> {
  for (const clock of clocksOf(timed)) {
    await putDue(clock, DUE);
    await putDue(clock, later(clock));
  }
  // A layout that took the place of that of the old shards.
  await putRow(client, 'gateway.shard', { shard_count: 2, heartbeat_at: new Date(DUE) });
}

const clocksOf = (some: typeof timed) => new Set(some.flatMap(({ clocks }) => clocks));

async function run(some: readonly Job[], nowMs: number): Promise<void> {
  for (const job of some) await job.run({ db, log, clock: { now: () => nowMs } });
}

async function overdueAt(nowMs: number): Promise<string[]> {
  await run([measureRetentionJob], nowMs);
  return (await readOpenAlerts(db))
    .filter(({ kind }) => kind === 'retention-overdue')
    .map(({ scope }) => scope)
    .sort();
}

test('what ends by time has a sweep that runs twice an hour', () => {
  for (const { retention } of timed) {
    const file = enforcedBy(retention);
    expect(sweeps.map(fileOf), retention).toContain(file);
    expect(existsSync(file ?? ''), retention).toBe(true);
  }
  for (const { schedule, name } of sweeps) expect(schedule, name).toMatch(/^\d+,\d+ \* \* \* \*$/);
});

test('every class empties on time, and not before', async () => {
  await runMigrations({ connectionString: db.url });
  await putAll();
  const rowsOf = async () => {
    // The watch of a guild that is not counted has no time of its own left.
    const clocks = [...clocksOf(timed)].filter(({ table }) => table !== 'analytics.invite_watch');
    const tables = [...new Set(clocks.map(({ table }) => table))];
    const counts = tables.map((table) => `SELECT '${table}' AS table, count(*)::int AS rows FROM ${table}`);
    return (await client.query(counts.join(' UNION ALL '))).rows;
  };
  const before = await rowsOf();
  await run(sweeps, DUE - 1);
  expect(await rowsOf()).toEqual(before);
  const dueOf = async () => {
    await run([measureRetentionJob], DUE);
    return (await listRetention(db)).map(({ retention, dueAt }) => [retention, dueAt?.getTime()]);
  };
  const places = timed.map(({ retention }) => retention);
  expect(await dueOf()).toEqual(places.map((retention) => [retention, DUE]));
  await run(sweeps, DUE);
  const soon = new Map(timed.map(({ retention, clocks }) => [retention, Math.min(...clocks.map(later))]));
  expect(await dueOf()).toEqual(places.map((retention) => [retention, soon.get(retention)]));
  expect(await overdueAt(DUE)).toEqual([]);
  const end = Math.max(...[...clocksOf(timed)].map(later));
  await run(sweeps, end);
  await run([measureRetentionJob], end);
  for (const { retention, dueAt } of await listRetention(db)) expect([retention, dueAt]).toEqual([retention, null]);
});

test('a sweep that does nothing raises the alarm for its classes, and for no other', async () => {
  await runMigrations({ connectionString: db.url });
  await putRow(client, 'gateway.shard', { shard_count: 2, heartbeat_at: new Date(DUE) });
  for (const crippled of sweeps) {
    const mine = timed.filter(({ retention }) => enforcedBy(retention) === fileOf(crippled));
    for (const clock of clocksOf(mine)) await putDue(clock, DUE);
    await run(
      sweeps.filter((sweep) => sweep !== crippled),
      DUE + HOUR_MS,
    );
    expect(await overdueAt(DUE + HOUR_MS), crippled.name).toEqual([]);
    const late = DUE + HOUR_MS + 1;
    expect(await overdueAt(late), crippled.name).toEqual(mine.map(({ retention }) => retention).sort());
    await run([crippled], late);
    expect(await overdueAt(late), crippled.name).toEqual([]);
  }
});

test('a guild goes with everything that hangs on it, but not while a table of it is forgotten', async () => {
  const [gone, back] = ['71', '72'];
  for (const id of [gone, back]) {
    await putRow(client, 'public.guild', { id, removed_at: new Date(DUE - 30 * DAY_MS) });
    await client.query('SELECT analytics.ensure_day(20000), analytics.ensure_people(20000)');
    for (const { table, column } of listGuildTables()) {
      const { rowCount } = await client.query(
        `SELECT 1 FROM information_schema.columns WHERE table_schema || '.' || table_name = $1 AND column_name = 'day'`,
        [table],
      );
      await putRow(client, table, { [column]: id, ...(rowCount ? { day: 20_000 } : {}) });
    }
  }
  await client.query('UPDATE guild SET removed_at = NULL WHERE id = $1', [back]);
  const job = sweeps.filter(({ name }) => name === 'sweep-removed-guilds');
  const left = (guildId: string) => listGuildLeftovers(db, { guildId });
  await client.query('CREATE RULE kept AS ON DELETE TO analytics.annotation DO INSTEAD NOTHING');
  await run(job, DUE);
  expect(await left(gone)).toEqual(['analytics.annotation']);
  expect(await overdueAt(DUE + HOUR_MS + 1)).toEqual(expect.arrayContaining(['guild', 'totals']));
  await client.query('DROP RULE kept ON analytics.annotation');
  await run(job, DUE);
  expect(await left(gone)).toEqual([]);
  expect(await left(back)).toEqual(listGuildTables().map(({ table }) => table));
  expect((await client.query('SELECT id FROM guild')).rows).toEqual([{ id: back }]);
});

test('nothing ends that only an act may end, however long it is left alone', async () => {
  const longAgo = new Date(DUE - 50 * 365 * DAY_MS);
  await putRow(client, 'public.account', { id: '5', created_at: longAgo, last_sign_in_at: longAgo });
  await putRow(client, 'analytics.objection', { user_id: '5', created_at: longAgo });
  await putRow(client, 'public.subscription', { account_id: '5', started_at: longAgo, ended_at: null });
  await putRow(client, 'public.stripe_customer', { account_id: '5', created_at: longAgo });
  await run(jobs, DUE);
  for (const table of ['public.account', 'analytics.objection', 'public.subscription', 'public.stripe_customer'])
    expect((await client.query(`SELECT 1 FROM ${table}`)).rowCount, table).toBe(1);
});

test('events of three years ago name nobody, and the chain holds', async () => {
  await db.prisma.auditEvent.create({
    data: { actorKind: 'staff', actorId: 5n, action: 'account.suspended', subjectId: 6n, reason: 'a reason' },
  });
  await run(sweeps, Date.now() + 3 * 365.25 * DAY_MS);
  const [event] = await db.prisma.auditEvent.findMany();
  expect(event).toMatchObject({
    actorKind: 'staff',
    action: 'account.suspended',
    actorId: null,
    subjectId: null,
    reason: null,
  });
  expect((await checkChains(db)).flatMap(({ findings }) => findings)).toEqual([]);
});
