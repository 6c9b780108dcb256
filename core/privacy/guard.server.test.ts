import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#core/platform/config.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { allowedFields, logFields } from '#core/platform/log-fields.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { checkRegistry, compareWithRegistry } from './check-registry.server.ts';
import { listStrangeFiles } from './list-strange-files.server.ts';
import { listStrangeKeys } from './list-strange-keys.server.ts';
import { stores } from './registry/stores.ts';
import { listColumns } from './registry.ts';
import { undeclared } from './rules.ts';

let db: WholeDatabase;
let client: pg.PoolClient;
beforeAll(async () => {
  db = await createTestDatabase();
  client = await db.pool.connect();
});
afterAll(async () => {
  client.release();
  await db.close();
});

const check = async () => [...(await compareWithRegistry(client)), ...(await listStrangeKeys(client))];

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

  // A foreign key whose name says nothing, an id without one, an id as text, a list of ids.
  ['ALTER TABLE analytics.thread ADD COLUMN zz bigint CONSTRAINT qq REFERENCES account(id)', /thread\.zz has no entry/],
  ['ALTER TABLE analytics.thread ADD COLUMN opened_for bigint', /thread\.opened_for has no entry/],
  ['ALTER TABLE guild ADD COLUMN ref text', /guild\.ref has no entry/],
  ['ALTER TABLE guild ADD COLUMN readers bigint[]', /guild\.readers has no entry/],
  // Found only by way of another table.
  [
    'CREATE TABLE analytics.annotation_line (annotation_id uuid REFERENCES analytics.annotation(id))',
    /annotation_line\.annotation_id has no entry/,
  ],
  [
    'CREATE TABLE public.visit (at int, who text) PARTITION BY RANGE (at); CREATE TABLE public.visit_1 PARTITION OF public.visit DEFAULT',
    /public\.visit\.who has no entry/,
  ],
  [
    'SELECT analytics.ensure_day(20000); ALTER TABLE analytics.message_pack DETACH PARTITION analytics.message_pack_20241004',
    /message_pack_20241004\.user_ids has no entry/,
  ],
  [
    `ALTER TABLE account ADD COLUMN shown text GENERATED ALWAYS AS (coalesce(global_name, username)) STORED`,
    /account\.shown has no entry/,
  ],
  [
    'CREATE FOREIGN DATA WRAPPER far; CREATE SERVER there FOREIGN DATA WRAPPER far; CREATE FOREIGN TABLE far (name text) SERVER there',
    /public\.far\.name has no entry/,
  ],
  [
    'CREATE DOMAIN anything AS text; ALTER TABLE guild ALTER COLUMN time_zone DROP DEFAULT, ALTER COLUMN removed_at TYPE anything',
    /removed_at is anything and its entry does not say/,
  ],
  ['CREATE TYPE pair AS (a text, b text); ALTER TABLE guild ADD COLUMN pair pair', /guild\.pair has no entry/],
  ['SELECT lo_create(0)', /1 large objects have no entry/],
  [
    `INSERT INTO promise_evidence (promise, state, facts, read_at) VALUES ('P01', 'kept', '{"email": "a@b.example"}', now())`,
    /promise_evidence\.facts has the key email/,
  ],
  [
    `INSERT INTO audit_event (actor_kind, action, detail) VALUES ('system', 'a', '{"rows": [{"to": {"nick": 1}}]}')`,
    /audit_event\.detail has the key nick/,
  ],
];

test('before anything is changed nothing is found', async () => {
  expect(await check()).toEqual([]);
});

test.each(mutations)('caught: %s', async (sql, finding) => {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    expect((await check()).join('; ')).toMatch(finding);
  } finally {
    await client.query('ROLLBACK');
  }
});

test('what is found stops the start', async () => {
  await client.query('BEGIN; ALTER TABLE guild ADD COLUMN ref text');
  await expect(checkRegistry(client)).rejects.toThrow(/guild\.ref has no entry/);
  await client.query('ROLLBACK');
});

test('every column of JSON says which names its objects may have', async () => {
  const { rows } = await client.query<{ place: string }>(
    `SELECT table_schema || '.' || table_name || '.' || column_name AS place FROM information_schema.columns
      WHERE data_type IN ('json', 'jsonb') AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const known = new Set(listColumns().flatMap(({ table, column, keys }) => (keys ? `${table}.${column}` : [])));
  expect(rows.map(({ place }) => place).filter((place) => !known.has(place))).toEqual([]);
});

test('a field that no line may have is left out of the log, and named', () => {
  expect(allowedFields({ guild: '1', user: 'Anna' })).toEqual({ guild: '1', dropped: ['user'] });
  expect(undeclared('log', [...logFields], stores)).toEqual([]);
  expect(undeclared('log', ['user', 'ip'], stores)).toEqual(['user', 'ip']);
});

test('a file that nobody registered is found below PROCORD_HOME', async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'home-'));
  try {
    for (const folder of ['logs', 'postgres/base', 'cache/faces'])
      await mkdir(path.join(home, folder), { recursive: true });
    for (const file of ['secret', 'lock.json', 'run.json', 'logs/web.log.1', 'postgres/base/1'])
      await writeFile(path.join(home, file), '');
    expect(await listStrangeFiles(home)).toEqual([]);
    await writeFile(path.join(home, 'cache/faces/1.png'), '');
    await writeFile(path.join(home, 'people.csv'), '');
    expect(await listStrangeFiles(home)).toEqual(['cache/faces/1.png', 'people.csv']);
    expect(await listStrangeFiles(path.join(home, 'nowhere'))).toEqual([]);
  } finally {
    await rm(home, { recursive: true });
  }
});

test('a cookie and a host that nobody registered are found, and those of the defaults are not', () => {
  expect(undeclared('cookie', ['procord', '__Host-procord', '_ga', 'procord2'], stores)).toEqual(['_ga', 'procord2']);
  const { discord, stripe } = readConfig({
    DATABASE_URL: 'postgresql://localhost/x',
    PROCORD_SECRET: 'x'.repeat(32),
    DISCORD_TOKEN: 'x',
    DISCORD_CLIENT_ID: '1100000000000000001',
    DISCORD_CLIENT_SECRET: 'x',
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_x',
  });
  const urls = [
    discord.apiUrl,
    discord.authorizeUrl,
    discord.cdnUrl,
    stripe?.apiUrl,
    stripe?.checkoutUrl,
    stripe?.portalUrl,
  ];
  const hosts = urls.map((url) => new URL(url ?? 'https://missing.example').hostname);
  expect(undeclared('vendor', hosts, stores)).toEqual([]);
  expect(undeclared('vendor', ['api.discord.com.example', 'stripe.com.example', 'hooks.example'], stores)).toHaveLength(
    3,
  );
});

test('an error in a log says nothing of the rows it is about, and no card number', () => {
  const lines: string[] = [];
  const log = createLog('test', 'info', { write: (line: string) => void lines.push(line) });
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (id)=(900000000000000777) already exists.',
  });
  log.error({ err: error, address: '10.0.0.1' }, 'paid with 4242 4242 4242 4242');
  log.warn({ error }, 'again');
  log.child({ person: '900000000000000777', shard: 3 }).info('done');
  expect(lines.join()).not.toMatch(/900000000000000777|10\.0\.0\.1|4242 4242/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    err: { code: '23505' },
    dropped: ['address'],
    msg: 'paid with [card]',
  });
  expect(JSON.parse(lines[2] ?? '')).toMatchObject({ shard: 3, dropped: ['person'] });
});
