import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCounts } from '#core/analytics/load-counts.server.ts';
import { rollUpGuilds } from '#core/analytics/roll-up-guilds.server.ts';
import { countsOf as countsOfCells } from '#core/analytics/testing/cells.ts';
import { checkChains } from '#core/audit/check-chains.server.ts';
import { listKeys } from '#core/audit/list-records.server.ts';
import { readers } from '#core/personal-data.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase, testSecrets } from '#core/platform/testing/test-database.ts';
import { getProgress } from '#core/privacy/get-progress.server.ts';
import { getReceipt } from '#core/privacy/get-receipt.server.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import { readExport } from '#core/privacy/read-export.server.ts';
import { personalTables, readHeld } from '#core/privacy/read-held.server.ts';
import { listColumns } from '#core/privacy/registry.ts';
import { checkReceipt } from '#core/privacy/rules.ts';
import { runRequests } from '#core/privacy/run-requests.server.ts';
import { DAY, type Put, putLists, putPerson } from '#core/privacy/testing/put-person.ts';
import { rightsDeps } from './run-rights.ts';
import { dumpOf, rowsOf } from './testing/dump.ts';

const CANARY = '900000000000000123';
const BYSTANDER = '900000000000000456';
const [CANARY_COUNT, BYSTANDER_COUNT] = [31_337, 27_183];
const NOW = Date.parse('2026-03-04T05:06:07Z');
const clock = { now: () => NOW };
const asker = { personId: CANARY, surface: 'dashboard', locale: 'en' } as const;

let db: WholeDatabase;
let home: string;
let put: Put[];
let others: Put[];
const deps = () =>
  rightsDeps(
    { home, ledger: path.join(home, 'erasures.jsonl'), secrets: testSecrets },
    { db, clock, log: createLog('test', 'silent') },
  );

beforeAll(async () => {
  db = await createTestDatabase();
  home = await mkdtemp(path.join(os.tmpdir(), 'procord-rights-'));
  put = await putPerson(db, CANARY);
  others = await putPerson(db, BYSTANDER);
  await putLists(db, [CANARY, BYSTANDER], [CANARY_COUNT, BYSTANDER_COUNT]);
  const client = await db.pool.connect();
  await client.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES (7, 0)');
  await client.query('UPDATE gateway.shard SET observed_ms = 9e15');
  const work = { guildId: '7', timeZone: 'UTC', days: [DAY], weeks: [], month: null, top: false, closedDay: DAY };
  await rollUpGuilds(client, [work], DAY * 24).finally(() => client.release());
}, 120_000);
afterAll(async () => {
  await db.close();
  await rm(home, { recursive: true });
});

async function exportOf(requestId: string, key: string): Promise<Map<string, string>> {
  const stream = await readExport({ db, clock, home }, { personId: CANARY }, requestId, key);
  const files = unzipSync(new Uint8Array(await new Response(stream).arrayBuffer()));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
}

const ruleOf = new Map(listColumns().map((one) => [`${one.table}.${one.column}`, one]));
/** As a file has it. */
const written = (token: string, place: string) =>
  /bytes|SHA|sealed|public key/.test(ruleOf.get(place)?.holds ?? '') ? Buffer.from(token).toString('hex') : token;

test('an export holds every value about the person, and nobody else’s', async () => {
  const { requestId, key } = await openRequest({ db, clock }, asker, { right: 'export' });
  await runRequests(deps());
  expect(await getProgress(db, requestId)).toMatchObject({ state: 'done', hasReceipt: true });
  const files = await exportOf(requestId, key ?? '');
  for (const { table, column, token } of put) {
    const place = `${table}.${column}`;
    const rows: Record<string, unknown>[] = JSON.parse(files.get(`data/${table}.json`) ?? '[]');
    const values = JSON.stringify(rows.map((row) => row[column]));
    if (ruleOf.get(place)?.export === 'named') expect(values, place).toContain('true');
    else expect(values.includes(token) || values.includes(written(token, place)), place).toBe(true);
  }
  const all = [...files.values()].join('\n');
  for (const { table, column, token } of others) expect(all.includes(token), `${table}.${column}`).toBe(false);
  for (const of of [BYSTANDER, BYSTANDER_COUNT, 3 * BYSTANDER_COUNT]) expect(all).not.toContain(String(of));
  expect(files.get('data/analytics.message_pack.json')).toContain(String(CANARY_COUNT));
  const page = files.get('read/public.subscription.html') ?? '';
  for (const words of ['Stripe, which takes the payment', 'end of the seventh calendar year'])
    expect(page).toContain(words);
}, 60_000);

test('a receipt is checked without us, and an altered one is found', async () => {
  const { requestId } = await openRequest(
    { db, clock },
    { ...asker, personId: '77' },
    { right: 'restrict', purpose: 'count-activity' },
  );
  await runRequests(deps());
  const receipt = await getReceipt(db, requestId);
  const { findings, body, keyId } = await checkReceipt(receipt);
  expect(findings).toEqual([]);
  expect(body).toMatchObject({ requestId, right: 'restrict', outcome: 'done', everywhere: true });
  expect(Object.keys(await listKeys(db))).toContain(keyId);
  const [record] = receipt.records;
  const altered = { ...receipt, records: [{ ...record, body: record?.body.replace('restrict', 'export!!') }] };
  await expect(checkReceipt(altered)).rejects.toThrow();
  const reworded = { ...receipt, records: [{ ...record, body: record?.body.replace('"done"', '"failed"') }] };
  expect((await checkReceipt(reworded)).findings.map((one) => one.fault)).toEqual(['hash', 'signature']);
});

test('after an erasure nothing of the person is anywhere but what is kept; of a bystander not a byte has changed', async () => {
  const before = await rowsOf(db, BYSTANDER);
  const counted = await countsOf(BYSTANDER);
  const { requestId } = await openRequest({ db, clock }, asker, { right: 'erase' });
  await runRequests(deps());
  expect(await getProgress(db, requestId)).toMatchObject({ state: 'done', reason: null });
  const dump = await dumpOf(db, home);
  const kept = new Set(
    [...personalTables()].flatMap(([table, columns]) => (columns.every((one) => one.erase === 'keep') ? [table] : [])),
  );
  for (const [place, text] of dump) {
    if (kept.has(place)) continue;
    expect(text.includes(CANARY), place).toBe(false);
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(BigInt(CANARY));
    if (place === 'analytics.person_day') expect(text.includes(bytes.toString('hex')), place).toBe(false);
    expect(text.includes(String(CANARY_COUNT)), place).toBe(false);
    for (const { table, column, token } of put)
      if (!kept.has(table) && ruleOf.get(`${table}.${column}`)?.erase !== 'keep' && isOwn(table, column))
        expect(text.includes(token) || text.includes(Buffer.from(token).toString('hex')), `${token} in ${place}`).toBe(
          false,
        );
  }
  expect(await rowsOf(db, BYSTANDER)).toEqual(before);
  expect(await countsOf(BYSTANDER)).toEqual(counted);
  const { body, findings } = await checkReceipt(await getReceipt(db, requestId));
  expect(findings).toEqual([]);
  expect(body).toMatchObject({ left: 0, outcome: 'done', everywhere: true });
  expect(new Set(body.kept.map((one) => one.table))).toEqual(kept);
  for (const [table] of personalTables()) if (!kept.has(table)) expect(Object.keys(body.counts)).toContain(table);
  expect(JSON.stringify(body)).not.toContain(CANARY);
}, 60_000);

/** What lists hold of somebody, but for the number of the row and the place in it: a list that somebody is cut out of is written again. */
async function countsOf(personId: string): Promise<unknown> {
  const held = await readHeld(db, { personId }, readers);
  return held
    .filter(({ table }) => readers.some((one) => one.table === table))
    .map(({ rows }) => rows.map(({ id, place, ...row }) => row));
}

/** Of an event, a request and whoever else's row this is, the person is gone and the rest stays. */
const isOwn = (table: string, column: string) =>
  !(
    table === 'public.audit_event' &&
    !['actor_id', 'subject_id', 'reason', 'detail', 'before', 'after'].includes(column)
  ) && !(table === 'public.rights_request' && !['person_id', 'words', 'answer', 'recipient'].includes(column));

test('the chains are whole after it', async () => {
  const states = await checkChains(db);
  const findings = states.flatMap(({ chain, findings }) =>
    findings.map((one) => `${chain} ${one.number} ${one.fault}`),
  );
  // Rows that were put in with no trigger never were in the chain of events.
  expect(findings.filter((one) => one !== 'audit 0 content')).toEqual([]);
  expect(states.find((one) => one.chain === 'receipts')?.records).toBe(3);
});

const hour = Math.floor(NOW / 3_600_000);
const countsAt = (at: number, userId: string) => ({
  ...countsOfCells([{ guildId: '7', channelId: '77', userId, hour: at, messages: 5, activeMs: 1 }]),
  memberships: [{ guildId: '7', userId, events: [{ kind: 'join', atMs: at * 3_600_000 } as const] }],
});

test('what they did before is refused, what they do later counts, and nobody else is refused', async () => {
  const seen = async (userId: string) =>
    (
      await db.pool.query<{ hours: number }>(
        'SELECT c.hours FROM analytics.message_pack p, unnest(p.user_ids, p.hours) AS c(user_id, hours) WHERE user_id = $1 AND day > $2 ORDER BY 1',
        [userId, DAY],
      )
    ).rows.map((row) => row.hours);
  for (const at of [hour - 1, hour, hour + 1]) {
    await loadCounts(db, countsAt(at, CANARY));
    await loadCounts(db, countsAt(at, BYSTANDER));
  }
  expect(await seen(CANARY)).toEqual([hour + 1]);
  expect(await seen(BYSTANDER)).toEqual([hour - 1, hour, hour + 1]);
  // Without tombstones the late ones come in: it is they that keep them out.
  await db.pool.query('DELETE FROM erasure_tombstone');
  await loadCounts(db, countsAt(hour, CANARY));
  expect(await seen(CANARY)).toEqual([hour, hour + 1]);
});

const verify = promisify(execFile);

test('anybody checks a receipt with the program alone, and finds one that was altered', async () => {
  const { requestId } = await openRequest({ db, clock }, { ...asker, personId: '66' }, { right: 'export' });
  await runRequests(deps());
  const file = path.join(home, 'receipt.json');
  const text = JSON.stringify(await getReceipt(db, requestId));
  const run = () => verify(process.execPath, ['--import', 'tsx', 'deploy/verify.ts', '--receipt', file]);
  await writeFile(file, text);
  expect((await run()).stdout).toMatch(/export: done[\s\S]*WHOLE/);
  await writeFile(file, text.replace('\\"left\\":null', '\\"left\\":0'));
  await expect(run()).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('NOT WHOLE') });
}, 60_000);
