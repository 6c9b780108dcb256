import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCounts } from '#core/analytics/load-counts.server.ts';
import { countsOf } from '#core/analytics/testing/cells.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase, testSecrets } from '#core/platform/testing/test-database.ts';
import { getProgress } from '#core/privacy/get-progress.server.ts';
import { getReceipt } from '#core/privacy/get-receipt.server.ts';
import { listScopedTables } from '#core/privacy/list-guild-leftovers.server.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import { checkReceipt } from '#core/privacy/rules.ts';
import { runRequests } from '#core/privacy/run-requests.server.ts';
import { rightsDeps } from './run-rights.ts';
import { openFreely, putRow } from './testing/put-aged.ts';

const [ERASED, BYSTANDER] = ['71', '72'];
const NOW = Date.parse('2026-03-04T05:06:07Z');
const ANEW = Date.parse('2026-03-04T06:00:00Z');
const DAY = Math.floor(NOW / 86_400_000);
const clock = { now: () => NOW };
const owner = { personId: '55', surface: 'dashboard', locale: 'en' } as const;

/** A row has to be whole where others read it. */
const also: Record<string, Record<string, unknown>> = {
  'public.audit_event': { actor_kind: 'system' },
  'public.rights_request': { state: 'done', finished_at: new Date(NOW) },
  'analytics.counting_span': { to_ms: '9' },
  'analytics.coverage_gap': { to_ms: '9' },
};

let db: WholeDatabase;
let home: string;
let client: pg.PoolClient;
beforeEach(async () => {
  db = await createTestDatabase();
  home = await mkdtemp(path.join(os.tmpdir(), 'procord-guild-'));
  client = await openFreely(db);
  await client.query('SELECT analytics.ensure_day($1), analytics.ensure_people($1)', [DAY]);
  for (const guildId of [ERASED, BYSTANDER])
    for (const { table, column } of listScopedTables()) {
      const { rowCount } = await client.query(
        `SELECT 1 FROM information_schema.columns WHERE table_schema || '.' || table_name = $1 AND column_name = 'day'`,
        [table],
      );
      await putRow(client, table, { ...also[table], [column]: guildId, ...(rowCount ? { day: DAY } : {}) });
    }
});
afterEach(async () => {
  client.release(true);
  await db.close();
  await rm(home, { recursive: true });
});

const deps = () =>
  rightsDeps(
    { home, ledger: path.join(home, 'erasures.jsonl'), secrets: testSecrets },
    { db, clock, log: createLog('test', 'silent') },
  );
const ask = () => openRequest({ db, clock }, owner, { right: 'erase', of: 'guild', guildId: ERASED });

async function rowsOf(guildId: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { table, column } of listScopedTables()) {
    const { rows } = await db.pool.query<{ row: string }>(
      `SELECT t::text AS row FROM ${table} t WHERE "${column}" = $1 ORDER BY 1`,
      [guildId],
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

test('a guild’s data goes by its owner’s word, but what is kept under a duty; of another not a byte has changed', async () => {
  const before = await rowsOf(BYSTANDER);
  const { requestId } = await ask();
  await runRequests(deps());
  expect(await getProgress(db, requestId)).toMatchObject({ state: 'done', of: 'guild' });
  const { body } = await checkReceipt(await getReceipt(db, requestId));
  expect(body).toMatchObject({ left: 0, outcome: 'done', of: 'guild' });
  const left = Object.entries(await rowsOf(ERASED)).flatMap(([table, rows]) => (rows.length > 0 ? [table] : []));
  expect(body.kept.map(({ table }) => table).sort()).toEqual(left.sort());
  expect(left).not.toContain('public.digest');
  const erased = listScopedTables().flatMap(({ table }) => (left.includes(table) ? [] : [[table, 1]]));
  expect(body.counts).toEqual(Object.fromEntries(erased));
  expect(erased.map(([table]) => table)).toEqual(
    expect.arrayContaining([
      'public.api_token',
      'public.digest_delivery',
      'analytics.annotation',
      'analytics.insights_import',
    ]),
  );
  expect(await rowsOf(BYSTANDER)).toEqual(before);
});

test('while anything is left it is not done', async () => {
  await client.query('CREATE RULE kept AS ON DELETE TO api_token DO INSTEAD NOTHING');
  const { requestId } = await ask();
  await runRequests(deps());
  expect(await getProgress(db, requestId)).toMatchObject({ state: 'running', hasReceipt: false });
  await client.query('DROP RULE kept ON api_token');
  await runRequests({ ...deps(), clock: { now: () => NOW + 2_000 } });
  expect(await getProgress(db, requestId)).toMatchObject({ state: 'done' });
});

test('what is counted now begins anew with the next hour: nothing of before comes back, and a thread keeps its channel', async () => {
  await client.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, 5)', [ERASED]);
  await client.query(
    `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, reason, counted_ids)
     VALUES (1, 0, $1, 'all', 7, 'outage', '{8}')`,
    [ERASED],
  );
  const { requestId } = await ask();
  await runRequests(deps());
  expect(await getProgress(db, requestId)).toMatchObject({ state: 'done' });
  const { rows } = await db.pool.query(
    `SELECT from_ms::float8, to_ms, NULL AS counted_ids FROM analytics.counting_span WHERE guild_id = $1
     UNION ALL SELECT from_ms, to_ms, counted_ids::text FROM analytics.coverage_gap WHERE guild_id = $1`,
    [ERASED],
  );
  expect(rows).toEqual([
    { from_ms: ANEW, to_ms: null, counted_ids: null },
    { from_ms: ANEW, to_ms: null, counted_ids: '{}' },
  ]);
  expect((await db.pool.query('SELECT 1 FROM analytics.thread WHERE guild_id = $1', [ERASED])).rowCount).toBe(1);
  const hour = ANEW / 3_600_000;
  const cells = [hour - 1, hour].map((at) => ({
    ...{ guildId: ERASED, channelId: '77', userId: '9', hour: at, messages: 1, activeMs: 60_000 },
  }));
  await loadCounts(db, countsOf(cells));
  await loadCounts(db, {
    ...countsOf([]),
    peaks: [hour - 1, hour].map((at) => ({ guildId: ERASED, channelId: '77', hour: at, people: 3 })),
  });
  const hours = await db.pool.query<{ hour: number }>(
    `SELECT unnest(hours) AS hour FROM analytics.message_pack WHERE guild_id = $1
     UNION ALL SELECT hour FROM analytics.voice_peak WHERE guild_id = $1`,
    [ERASED],
  );
  expect(hours.rows).toEqual([{ hour }, { hour }]);
});
