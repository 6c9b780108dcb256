import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { messageCells, putMessages } from '#core/analytics/testing/put-cells.ts';
import { openAlert, readOpenAlerts } from '#core/gateway/alerts.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { dropPartitionsJob } from './drop-partitions.ts';
import type { Job, LastingJob } from './job.ts';
import { jobs } from './jobs.ts';
import { makePartitionsJob } from './make-partitions.ts';
import { pruneGatewayJob } from './prune-gateway.ts';
import { pruneSessionsJob } from './prune-sessions.ts';
import { runJobs } from './run-jobs.ts';
import { watchClustersJob } from './watch-clusters.ts';

const log = createLog('test', 'silent');
let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const work = (job: Job, day: string) => job.run({ db, log, clock: { now: () => Date.parse(`${day}T12:00:00Z`) } });
async function partitions(): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_inherits JOIN pg_class ON oid = inhrelid
      WHERE relname LIKE 'message\\_pack%' AND relkind = 'r' ORDER BY 1`,
  );
  return rows.map((row) => row.name.replace('message_pack_', ''));
}

test('make-partitions makes today and three days, however often it runs', async () => {
  await Promise.all([work(makePartitionsJob, '2026-02-26'), work(makePartitionsJob, '2026-02-26')]);
  expect(await partitions()).toEqual(['20260226', '20260227', '20260228', '20260301']);
});

test('drop-partitions drops the days that began thirty days ago, with their rows', async () => {
  const hour = Date.parse('2026-02-26T05:00:00Z') / 3_600_000;
  await putMessages(db, [
    [1, 1, 1, hour, 9],
    [1, 1, 1, hour + 24, 9],
  ]);
  await work(dropPartitionsJob, '2026-03-27');
  expect(await partitions()).toHaveLength(4);
  await work(dropPartitionsJob, '2026-03-28');
  expect(await partitions()).toEqual(['20260227', '20260228', '20260301']);
  expect((await db.pool.query(`SELECT hour FROM ${messageCells}`)).rows).toEqual([{ hour: hour + 24 }]);
});

test('drop-partitions gives way to a long reader and succeeds later', async () => {
  await work(makePartitionsJob, '2026-01-01');
  const reader = await db.pool.connect();
  await reader.query('BEGIN');
  await reader.query('SELECT * FROM analytics.message_pack');
  await expect(work(dropPartitionsJob, '2026-02-03')).rejects.toThrow(/lock timeout/);
  await reader.query('COMMIT');
  reader.release();
  await work(dropPartitionsJob, '2026-02-03');
  expect((await partitions())[0]).toBe('20260227');
});

test('prune-gateway forgets what no longer counts', async () => {
  await db.pool.query(
    `INSERT INTO gateway.identify (at, bucket, shard_id) VALUES (now() - interval '25 hours', 0, 0), (now(), 0, 1)`,
  );
  await pruneGatewayJob.run({ db, log, clock: systemClock });
  expect((await db.pool.query('SELECT shard_id FROM gateway.identify')).rows).toEqual([{ shard_id: 1 }]);
});

test('prune-sessions deletes sessions past their end only', async () => {
  await db.prisma.account.create({ data: { id: 1n, username: 'someone' } });
  for (const days of [-1, 1]) {
    await db.prisma.session.create({
      data: {
        idHash: randomBytes(32),
        accountId: 1n,
        expiresAt: new Date(Date.now() + days * 86_400_000),
        accessTokenSealed: Buffer.from('x'),
        tokenExpiresAt: new Date(),
      },
    });
  }
  await pruneSessionsJob.run({ db, log, clock: systemClock });
  expect(await db.prisma.session.count()).toBe(1);
});

test('watch-clusters opens an alert for a silent cluster', async () => {
  await db.pool.query(
    `INSERT INTO gateway.cluster (cluster_id, holder, pid, host, shards, state, started_at, heartbeat_at)
     VALUES (0, $1, 7, 'here', '{0}', 'running', now(), now() - interval '2 minutes')`,
    [randomUUID()],
  );
  await work(watchClustersJob, '2026-01-01');
  expect((await readOpenAlerts(db)).map((alert) => alert.kind)).toEqual(['cluster-silent']);
  await db.pool.query(`UPDATE gateway.cluster SET state = 'stopped'`);
  await work(watchClustersJob, '2026-01-01');
  expect(await readOpenAlerts(db)).toEqual([]);
});

test('the runner runs the jobs due at start, and survives the loss of its connections', async () => {
  const own = openWholeDatabase(db.url, { max: 5, name: 'procord worker test' });
  let runs = 0;
  const counted: Job = { name: 'counted', schedule: '0 0 1 1 *', atStart: true, run: async () => void runs++ };
  const running = runJobs({ scheduled: [counted], lasting: [] }, { db: own, clock: systemClock, log }, () => {});
  await expect.poll(() => runs, { timeout: 10_000 }).toBe(1);
  await db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'procord worker test'`,
  );
  await openAlert(db, { kind: 'cluster-failing', scope: 'elsewhere', detail: 'the database answers others' });
  await expect
    .poll(() => db.pool.query(`SELECT graphile_worker.add_job('counted')`).then(() => runs), {
      timeout: 15_000,
      interval: 500,
    })
    .toBeGreaterThan(1);
  await running.stop();
  await own.close();
});

test('a start that fails half way leaves nothing behind that runs beside the next', async () => {
  const own = openWholeDatabase(db.url, { max: 8, name: 'procord worker test' });
  await db.pool.query(`
    CREATE SEQUENCE refused;
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM nextval('refused'); RAISE EXCEPTION 'no job today'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON graphile_worker._private_jobs FOR EACH ROW EXECUTE FUNCTION refuse()`);
  let runs = 0;
  const counted: Job = { name: 'counted', schedule: '0 0 1 1 *', atStart: true, run: async () => void runs++ };
  const running = runJobs({ scheduled: [counted], lasting: [] }, { db: own, clock: systemClock, log }, () => {});
  const tries = async () => Number((await db.pool.query('SELECT last_value FROM refused')).rows[0]?.last_value);
  await expect.poll(tries, { timeout: 15_000 }).toBeGreaterThan(1);
  await db.pool.query('DROP TRIGGER refuse ON graphile_worker._private_jobs');
  await expect.poll(() => runs, { timeout: 10_000 }).toBe(1);
  const listening = async () => {
    const { rows } = await db.pool.query(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'procord worker test' AND query LIKE 'LISTEN%'`,
    );
    return rows.length;
  };
  await expect.poll(listening, { timeout: 10_000 }).toBe(1);
  await running.stop();
  expect(await listening()).toBe(0);
  await own.close();
});

test('jobs that last leave the others their turn, and a run of each ends before the next begins', async () => {
  const own = openWholeDatabase(db.url, { max: 8, name: 'procord worker test' });
  const untils: Record<string, number> = {};
  const going = new Set<string>();
  let overlaps = 0;
  const lasting = ['one', 'two', 'three', 'four'].map(
    (name): LastingJob => ({
      name: `lasting ${name}`,
      async run({ signal }, untilMs) {
        if (going.has(name)) overlaps += 1;
        going.add(name);
        untils[name] = untilMs;
        await sleep(Math.max(0, untilMs - Date.now()), undefined, signal ? { signal } : {}).catch(() => {});
        going.delete(name);
      },
    }),
  );
  let runs = 0;
  const short: Job = { name: 'short', schedule: '0 0 1 1 *', atStart: true, run: async () => void runs++ };
  const running = runJobs({ scheduled: [short], lasting }, { db: own, clock: systemClock, log }, () => {});
  await expect.poll(() => Object.keys(untils).length, { timeout: 10_000 }).toBe(4);
  await expect.poll(() => runs, { timeout: 10_000 }).toBe(1);
  for (let more = 2; more <= 5; more += 1) {
    await db.pool.query(`SELECT graphile_worker.add_job('short')`);
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(more);
  }
  expect(overlaps).toBe(0);
  for (const untilMs of Object.values(untils)) expect(untilMs % 60_000).toBe(56_000);
  await running.stop();
  await own.close();
});

test('the runner says that it is broken where the database was away as a job ended', async () => {
  const own = openWholeDatabase(db.url, { max: 5, name: 'procord worker test' });
  let isAway = false;
  const away = new Error('the database is away');
  const connect = own.pool.connect.bind(own.pool);
  vi.spyOn(own.pool, 'connect').mockImplementation((callback?: Parameters<typeof own.pool.connect>[0]) => {
    if (!callback) return isAway ? Promise.reject(away) : connect();
    if (isAway) callback(away, undefined, () => {});
    else connect(callback);
  });
  const ends: Job = {
    name: 'ends',
    schedule: '0 0 1 1 *',
    atStart: true,
    async run() {
      isAway = true;
    },
  };
  let broken: unknown;
  const running = runJobs({ scheduled: [ends], lasting: [] }, { db: own, clock: systemClock, log }, (error) => {
    broken = error;
    isAway = false;
  });
  await expect.poll(() => broken, { timeout: 15_000 }).toBe(away);
  await running.stop();
  await own.close();
});

test('a job has a name and a schedule of its own', () => {
  expect(new Set(jobs.map((job) => job.name)).size).toBe(jobs.length);
});
