import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { answerCase } from './answer-case.server.ts';
import { getAnswerTimes } from './get-answer-times.server.ts';
import { listCases } from './list-cases.server.ts';
import { openCase } from './open-case.server.ts';
import { supportProbes } from './promises.server.ts';
import { readCase } from './read-case.server.ts';
import { mailSchema } from './schema.ts';
import { sweepCases } from './sweep-cases.server.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const staffId = '900000000000000001';
let db: WholeDatabase;
let nowMs: number;
const clock = { now: () => nowMs };
beforeEach(async () => {
  nowMs = Date.UTC(2027, 0, 1);
  db = await createTestDatabase();
});
afterEach(() => db.close());

const open = (accountId: string | null = null, words = 'What do you hold about me?') =>
  openCase({ db, clock }, { channel: 'form', topic: 'privacy', words, accountId });
const answer = (caseId: string) => answerCase({ db, clock }, { caseId, answer: 'Nothing at all.', staffId });
const look = (promise: 'P48' | 'P53') =>
  supportProbes({ db, clock })
    .find((probe) => probe.promise === promise)
    ?.look();

test('a case is found by its secret alone, is answered once, and goes ninety days after that', async () => {
  const secret = await open();
  expect(await readCase(db, { secret })).toMatchObject({ topic: 'privacy', answer: null });
  expect(await readCase(db, { secret: `${secret}x` })).toBeNull();
  const [listed] = await listCases(db);
  expect(listed?.dueAt.getTime()).toBe(nowMs + 7 * DAY_MS);
  expect(JSON.stringify(listed)).not.toContain(secret);
  nowMs += 2 * HOUR_MS;
  await answer(listed?.id ?? '');
  await expect(answer(listed?.id ?? '')).rejects.toMatchObject({ code: 'conflict' });
  expect(await readCase(db, { secret })).toMatchObject({ answer: 'Nothing at all.' });
  expect(await getAnswerTimes({ db, clock })).toEqual({ answered: 1, medianMs: 2 * HOUR_MS, open: 0, overdue: 0 });
  nowMs += 90 * DAY_MS - 1;
  expect(await sweepCases({ db, clock })).toBe(0);
  nowMs += 1;
  expect(await sweepCases({ db, clock })).toBe(1);
});

test('one that is open stays, however old, and what is due first stands first', async () => {
  await open(null, 'The earlier of the two.');
  nowMs += HOUR_MS;
  await open('7', 'The later of the two.');
  nowMs += 400 * DAY_MS;
  expect(await sweepCases({ db, clock })).toBe(0);
  expect((await listCases(db)).map(({ words, accountId }) => [words, accountId])).toEqual([
    ['The earlier of the two.', null],
    ['The later of the two.', '7'],
  ]);
});

test('nobody can flood the desk', async () => {
  for (let n = 0; n < 5; n++) await open('7');
  await expect(open('7')).rejects.toMatchObject({ code: 'too_many_requests' });
  await open('8');
  await open();
  nowMs += HOUR_MS;
  await open('7');
  await db.pool.query(
    `INSERT INTO contact_case (id, secret_hash, channel, topic, words, received_at, due_at)
     SELECT gen_random_uuid(), sha256(n::text::bytea), 'form', 'other', 'One of very many.', $1, $1
       FROM generate_series(1, 299) AS n`,
    [new Date(nowMs)],
  );
  await open();
  await expect(open()).rejects.toMatchObject({ code: 'too_many_requests' });
  await open('8');
});

test('a mail is a case of its words, without a line of who wrote, cut where it is too long', () => {
  const from = { from: 'ada@example.org', to: 'hello@example.org', subject: 'A question', text: 'What do you hold?' };
  expect(mailSchema.parse(from)).toBe('A question\n\nWhat do you hold?');
  expect(mailSchema.parse({ text: 'a'.repeat(5_000) })).toHaveLength(4_000);
  expect(mailSchema.safeParse({ subject: ' ', text: 'short' }).success).toBe(false);
});

test('P48: every way leads to the one desk, leaves nothing behind, and answers are timed; a way that is shut is named', async () => {
  expect(await look('P48')).toEqual({ state: 'kept', facts: { channels: ['form', 'command', 'mail'], answered: 0 } });
  expect(await listCases(db)).toEqual([]);
  await open();
  nowMs += 5 * HOUR_MS;
  await answer((await listCases(db))[0]?.id ?? '');
  expect(await look('P48')).toMatchObject({ state: 'kept', facts: { answered: 1, medianHours: 5 } });
  await db.pool.query(`ALTER TABLE contact_case ADD CONSTRAINT shut CHECK (channel <> 'mail')`);
  expect(await look('P48')).toMatchObject({ state: 'broken', facts: { found: ['mail: refused'] } });
});

test('P53: kept, leaves nothing behind, degraded by what is overdue, broken where nothing is taken in', async () => {
  expect(await look('P53')).toEqual({ state: 'kept', facts: { open: 0, overdue: 0, answered: 0 } });
  expect(await listCases(db)).toEqual([]);
  await open();
  nowMs += 7 * DAY_MS + 1;
  expect(await look('P53')).toMatchObject({ state: 'degraded', facts: { open: 1, overdue: 1 } });
  await db.pool.query(`DELETE FROM contact_case`);
  await db.pool.query('ALTER TABLE contact_case ADD CONSTRAINT shut CHECK (false)');
  expect(await look('P53')).toMatchObject({ state: 'broken', facts: { found: ['refused'] } });
});
