import { runMigrations } from 'graphile-worker';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { checkRegistry, compareWithRegistry } from './check-registry.server.ts';

let db: Database;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

test('every column of the live database has its entry, and every entry its column', async () => {
  expect(await compareWithRegistry(db.pool)).toEqual([]);
  await runMigrations({ connectionString: db.url });
  expect(await compareWithRegistry(db.pool)).toEqual([]);
});

test('partitions count through their parent', async () => {
  await db.pool.query('SELECT analytics.ensure_day(20000)');
  await checkRegistry(db.pool);
});

/** Ways in which something could come to be kept unnoticed, and what must be said of each. */
const mutations: readonly (readonly [sql: string, finding: RegExp])[] = [
  ['ALTER TABLE account ADD COLUMN email text', /public\.account\.email has no entry/],
  ['ALTER TABLE gateway.shard ADD COLUMN note jsonb', /gateway\.shard\.note has no entry/],
  ['ALTER TABLE analytics.message_pack ADD COLUMN content text', /message_pack\.content has no entry/],
  ['ALTER TABLE analytics.voice_pack RENAME COLUMN alone_ms TO lonely_ms', /lonely_ms has no entry/],
  ['ALTER TABLE analytics.voice_pack DROP COLUMN alone_ms', /alone_ms has an entry and does not exist/],
  ['ALTER TABLE account ALTER COLUMN suspended_at TYPE text', /suspended_at is text and its entry does not say/],
  ['ALTER TABLE analytics.thread ALTER COLUMN parent_id TYPE jsonb USING to_jsonb(parent_id)', /parent_id is jsonb/],
  ['ALTER TABLE gateway.cluster ALTER COLUMN shards TYPE text[] USING shards::text[]', /shards is text\[\]/],
  ['CREATE TABLE public.note (id int)', /public\.note\.id has no entry/],
  ['CREATE UNLOGGED TABLE public.cache (value bytea)', /public\.cache\.value has no entry/],
  ['CREATE SCHEMA side; CREATE TABLE side.copy AS SELECT * FROM account', /side\.copy\.username has no entry/],
  ['CREATE VIEW public.people AS SELECT id, username FROM account', /public\.people\.username has no entry/],
  [
    'CREATE MATERIALIZED VIEW analytics.busy AS SELECT user_ids FROM analytics.message_pack',
    /analytics\.busy\.user_ids/,
  ],
  ['CREATE TABLE public.more (nick text) INHERITS (guild)', /public\.more\.nick has no entry/],
  ['CREATE TABLE public."odd name" ("an other" int) PARTITION BY LIST ("an other")', /odd name\.an other has no entry/],
  ['DROP TABLE analytics.objection', /analytics\.objection has entries and does not exist/],
  ['ALTER TABLE analytics.thread SET SCHEMA public', /public\.thread\.guild_id has no entry/],
];

test.each(mutations)('caught: %s', async (sql, finding) => {
  await db.pool.query(sql);
  await expect(checkRegistry(db.pool)).rejects.toThrow(finding);
});
