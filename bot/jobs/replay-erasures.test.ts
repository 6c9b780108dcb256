import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eraseDeps } from '#core/personal-data.server.ts';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase, testSecrets } from '#core/platform/testing/test-database.ts';
import { checkErasures } from '#core/privacy/check-erasures.server.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import { replayErasures } from '#core/privacy/replay-erasures.server.ts';
import { runRequests } from '#core/privacy/run-requests.server.ts';
import { putLists, putPerson } from '#core/privacy/testing/put-person.ts';
import { rightsDeps } from './run-rights.ts';
import { dumpOf, rowsOf } from './testing/dump.ts';

const [ERASED, IN_ONE_GUILD, BYSTANDER] = ['900000000000000123', '900000000000000789', '900000000000000456'];
const clock = { now: () => Date.parse('2026-03-04T05:06:07Z') };
let db: WholeDatabase;
let home: string;
let restored: WholeDatabase;
let name: string;
const settings = () => ({ home, ledger: path.join(home, 'erasures.jsonl'), secrets: testSecrets });

beforeAll(async () => {
  db = await createTestDatabase();
  home = await mkdtemp(path.join(os.tmpdir(), 'procord-replay-'));
  for (const personId of [ERASED, IN_ONE_GUILD, BYSTANDER]) await putPerson(db, personId);
  await putLists(db, [ERASED, IN_ONE_GUILD, BYSTANDER], [1, 2, 3]);
  // The backup: the database as it is now.
  await db.pool.end();
  const url = new URL(db.url);
  name = `${url.pathname.slice(1)}_old`;
  await admin(`CREATE DATABASE ${name} TEMPLATE ${url.pathname.slice(1)}`);
  db = { ...openWholeDatabase(db.url, { secrets: testSecrets }), close: db.close };
  url.pathname = `/${name}`;
  restored = openWholeDatabase(url.href, { secrets: testSecrets });
  for (const [personId, guildId] of [
    [ERASED, null],
    [IN_ONE_GUILD, '7'],
  ] as const)
    await openRequest({ db, clock }, { personId, surface: 'discord', locale: 'en' }, { right: 'erase', guildId });
  await runRequests(rightsDeps(settings(), { db, clock, log: createLog('test', 'silent') }));
}, 120_000);
afterAll(async () => {
  await restored.close();
  await admin(`DROP DATABASE ${name} WITH (FORCE)`);
  await db.pool.end();
  await admin(`DROP DATABASE ${new URL(db.url).pathname.slice(1)} WITH (FORCE)`);
  await rm(home, { recursive: true });
});

async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** Whether somebody is still in what was counted. */
async function isCounted(of: WholeDatabase, personId: string): Promise<boolean> {
  const { rowCount } = await of.pool.query('SELECT 1 FROM analytics.message_pack WHERE user_ids @> ARRAY[$1::int8]', [
    personId,
  ]);
  return rowCount === 1;
}

test('nobody who was erased comes back with a backup', async () => {
  expect([await isCounted(restored, ERASED), await isCounted(restored, IN_ONE_GUILD)]).toEqual([true, true]);
  const before = await rowsOf(restored, BYSTANDER);
  await expect(checkErasures(restored, settings())).rejects.toMatchObject({ code: 'misconfigured' });
  expect(await replayErasures(eraseDeps(restored, settings()))).toBe(2);
  await checkErasures(restored, settings());
  expect([await isCounted(restored, ERASED), await isCounted(restored, IN_ONE_GUILD)]).toEqual([false, false]);
  expect([await isCounted(restored, BYSTANDER), await rowsOf(restored, BYSTANDER)]).toEqual([true, before]);
  const [there, here] = [await dumpOf(db, home), await dumpOf(restored, home)];
  const holding = (dump: Map<string, string>) =>
    [...dump].flatMap(([place, text]) => (text.includes(ERASED) ? [place] : [])).sort();
  expect(holding(here)).toEqual(holding(there));
  const { rows } = await restored.pool.query('SELECT 1 FROM account WHERE id = $1', [IN_ONE_GUILD]);
  expect(rows).toHaveLength(1);
});

test('with nothing missing nothing is done, and a crippled ledger is not believed', async () => {
  expect(await replayErasures(eraseDeps(restored, settings()))).toBe(0);
  const { ledger } = settings();
  const whole = await readFile(ledger, 'utf8');
  // A line that was being written when the machine stopped is none.
  await appendFile(ledger, '{"entry":');
  expect(await replayErasures(eraseDeps(restored, settings()))).toBe(0);
  const [, second = ''] = whole.split('\n');
  for (const text of [`${second}\n`, whole.replace('"of":"person"', '"of":"guild"')]) {
    await writeFile(ledger, text);
    await expect(replayErasures(eraseDeps(restored, settings()))).rejects.toMatchObject({ code: 'misconfigured' });
  }
  await writeFile(ledger, whole);
  const others = { ...settings(), secrets: ['another secret of 32 characters!!'] };
  await expect(replayErasures(eraseDeps(restored, others))).rejects.toMatchObject({ code: 'misconfigured' });
});
