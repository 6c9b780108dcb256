import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Encrypter } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEvents } from '#core/audit/list-events.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { answerCorrection } from './answer-correction.server.ts';
import { getProgress } from './get-progress.server.ts';
import { getReceipt } from './get-receipt.server.ts';
import { getRequest } from './get-request.server.ts';
import { listCorrections } from './list-corrections.server.ts';
import { listRequests } from './list-requests.server.ts';
import { type Asker, openRequest } from './open-request.server.ts';
import { pruneRequests, REQUEST_KEPT_MS } from './prune-requests.server.ts';
import { readExport } from './read-export.server.ts';

const NOW = Date.parse('2026-01-31T12:00:00Z');
let now = NOW;
const clock = { now: () => now };
let db: WholeDatabase;
let home: string;
beforeAll(async () => {
  db = await createTestDatabase();
  home = await mkdtemp(path.join(os.tmpdir(), 'procord-rights-'));
});
afterAll(async () => {
  await db.close();
  await rm(home, { recursive: true });
});

const by = (personId: string): Asker => ({ personId, surface: 'dashboard', locale: 'en' });

test('the same is asked once while it is open; another scope is another request', async () => {
  const first = await openRequest({ db, clock }, by('11'), { right: 'erase' });
  expect(await openRequest({ db, clock }, { ...by('11'), surface: 'discord' }, { right: 'erase' })).toEqual(first);
  const inGuild = await openRequest({ db, clock }, by('11'), { right: 'erase', guildId: '7' });
  const ofAnother = await openRequest({ db, clock }, by('12'), { right: 'erase' });
  expect(new Set([first.requestId, inGuild.requestId, ofAnother.requestId]).size).toBe(3);
  expect((await listRequests(db, { personId: '11' })).map((one) => one.guildId).sort()).toEqual(['7', null]);
});

test('the law gives a month, to the last day of a short one; ours are five minutes', async () => {
  const { requestId } = await openRequest({ db, clock }, by('13'), { right: 'export' });
  const request = await getRequest(db, { personId: '13' }, requestId);
  expect(request).toMatchObject({ state: 'open', hasReceipt: false, file: null, steps: [], surface: 'dashboard' });
  expect(request.dueAt.toISOString()).toBe('2026-02-28T12:00:00.000Z');
  expect(request.ownDueAt.getTime() - NOW).toBe(300_000);
});

test('nobody sees the request of another; whoever has its id sees how far it is, and not whose', async () => {
  const { requestId } = await openRequest({ db, clock }, by('14'), { right: 'export' });
  await expect(getRequest(db, { personId: '11' }, requestId)).rejects.toMatchObject({ code: 'not_found' });
  expect(JSON.stringify(await getProgress(db, requestId))).not.toContain('"14"');
  await expect(getReceipt(db, requestId)).rejects.toMatchObject({ code: 'not_found' });
});

test('what does not go together is refused', async () => {
  const refused = { code: 'bad_input' };
  await expect(openRequest({ db, clock }, by('1'), { right: 'correct' })).rejects.toMatchObject(refused);
  await expect(openRequest({ db, clock }, by('1'), { right: 'object' })).rejects.toMatchObject(refused);
  await expect(
    openRequest({ db, clock }, by('1'), { right: 'erase', purpose: 'count-activity' }),
  ).rejects.toMatchObject(refused);
  await expect(openRequest({ db, clock }, by('1'), { right: 'export', of: 'guild' })).rejects.toMatchObject(refused);
});

test('a correction waits for staff, who answer it once and on record', async () => {
  const words = 'My first day was the 3rd.';
  const { requestId } = await openRequest({ db, clock }, by('15'), { right: 'correct', words });
  expect(await listCorrections(db)).toMatchObject([{ requestId, personId: '15', words }]);
  const answer = { requestId, outcome: 'refused' as const, answer: 'Discord says the 4th.' };
  await expect(answerCorrection({ db, clock }, { staffId: '15' }, answer)).rejects.toMatchObject({
    code: 'not_allowed',
  });
  expect(await getRequest(db, { personId: '15' }, requestId)).toMatchObject({ state: 'held', answer: null });
  await answerCorrection({ db, clock }, { staffId: '99' }, answer);
  expect(await listCorrections(db)).toEqual([]);
  expect(await getRequest(db, { personId: '15' }, requestId)).toMatchObject({
    state: 'running',
    reason: 'refused',
    answer: answer.answer,
    steps: [{ name: 'receipt', state: 'waiting', done: 0 }],
  });
  expect((await listEvents(db, 1))[0]).toMatchObject({ action: 'correction.answered', actorId: '99', subjectId: '15' });
  await expect(answerCorrection({ db, clock }, { staffId: '99' }, answer)).rejects.toMatchObject({ code: 'not_found' });
});

/** What the worker leaves of an export. */
async function leaveFile(requestId: string): Promise<void> {
  const { recipient } = await db.prisma.rightsRequest.findUniqueOrThrow({ where: { id: requestId } });
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient ?? '');
  const sealed = await encrypter.encrypt('the zip');
  await mkdir(path.join(home, 'exports'), { recursive: true });
  await writeFile(path.join(home, 'exports', 'one.age'), sealed);
  const sha256 = new Uint8Array(createHash('sha256').update(sealed).digest());
  const madeAt = new Date(now);
  const expiresAt = new Date(now + 1000);
  await db.prisma.rightsExport.create({
    data: { requestId, file: 'one.age', bytes: sealed.length, sha256, rows: 1, madeAt, expiresAt },
  });
}

test('an export opens with the key of whoever asked, for nobody else, and until it expires', async () => {
  const { requestId, key } = await openRequest({ db, clock }, by('16'), { right: 'export' });
  const another = await openRequest({ db, clock }, by('17'), { right: 'export' });
  expect((await openRequest({ db, clock }, by('16'), { right: 'export' })).key).toBeNull();
  const deps = { db, clock, home };
  const notFound = { code: 'not_found' };
  await expect(readExport(deps, { personId: '16' }, requestId, key ?? '')).rejects.toMatchObject(notFound);
  await leaveFile(requestId);
  const read = async (personId: string, with_: string | null) =>
    new Response(await readExport(deps, { personId }, requestId, with_ ?? '')).text();
  expect(await read('16', key)).toBe('the zip');
  await expect(read('17', key)).rejects.toMatchObject(notFound);
  await expect(read('16', another.key)).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(read('16', 'no key at all')).rejects.toMatchObject({ code: 'not_allowed' });
  now += 1000;
  await expect(read('16', key)).rejects.toMatchObject(notFound);
  expect(await pruneRequests(deps)).toEqual({ requests: 0, files: 1 });
  now = NOW;
  await expect(read('16', key)).rejects.toMatchObject(notFound);
});

test('thirty days after the answer nobody knows who asked', async () => {
  const { requestId } = await openRequest({ db, clock }, by('18'), { right: 'restrict', purpose: 'count-activity' });
  await db.prisma.rightsRequest.update({
    where: { id: requestId },
    data: { state: 'done', finishedAt: new Date(NOW), words: 'a', answer: 'b' },
  });
  const prune = (ms: number) => pruneRequests({ db, clock: { now: () => ms }, home });
  expect((await prune(NOW + REQUEST_KEPT_MS - 1)).requests).toBe(0);
  expect((await prune(NOW + REQUEST_KEPT_MS)).requests).toBe(1);
  expect(await listRequests(db, { personId: '18' })).toEqual([]);
  expect(await getProgress(db, requestId)).toMatchObject({ state: 'done' });
  const left = await db.prisma.rightsRequest.findUniqueOrThrow({ where: { id: requestId } });
  expect(left).toMatchObject({ personId: null, words: null, answer: null });
});

test('a file that nobody noted goes after an hour', async () => {
  const file = path.join(home, 'exports', 'lost.age');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, 'sealed');
  const prune = (aheadMs: number) => pruneRequests({ db, clock: { now: () => Date.now() + aheadMs }, home });
  await prune(0);
  expect(await readdir(path.dirname(file))).toContain('lost.age');
  await prune(3_700_000);
  expect(await readdir(path.dirname(file))).not.toContain('lost.age');
});
