import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { openIncident } from '#core/policies/open-incident.server.ts';
import { addUpFeedback } from './add-up-feedback.server.ts';
import { keepSample } from './internal/keep-sample.server.ts';
import { listChangeSources } from './list-change-sources.server.ts';
import { listChanges } from './list-changes.server.ts';
import { listFeedback } from './list-feedback.server.ts';
import { IMPROVEMENT, keyOfSource, mondayOf } from './rules/feedback.ts';
import { setOptOut } from './set-opt-out.server.ts';
import { writeChange } from './write-change.server.ts';

const DAY_MS = 86_400_000;
/** A Monday, in days since 1970. */
const WEEK = 20_773;
const WORDS = 'Answers name the days that were not observed.';
const staffId = '900000000000000001';

let db: WholeDatabase;
let today = WEEK + 14;
const clock = { now: () => today * DAY_MS };
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  today = WEEK + 14;
  await db.pool.query('TRUNCATE ai_call, ai_sample, ai_opt_out, ai_feedback_week, ai_change, audit_event CASCADE');
});

async function rate(person: number, day = WEEK, judged: 'kept' | 'overridden' | null = 'kept'): Promise<string> {
  const id = randomUUID();
  const at = new Date(day * DAY_MS);
  await db.prisma.aiCall.create({
    data: {
      ...{ id, feature: 'assistant', promptVersion: 1, personId: BigInt(person), fields: ['question'], redacted: 0 },
      ...{ model: 'lumen', at, endedAt: at, outcome: 'done', reservedNanos: 1n, judged },
      pins: { only: ['a'], allow_fallbacks: false, data_collection: 'deny', zdr: true, require_parameters: true },
    },
  });
  return id;
}
const rateAll = async (people: number, day = WEEK) => {
  for (let person = 1; person <= people; person += 1) await rate(person, day);
};
const sayNo = (person: number, feature: string | null = IMPROVEMENT) =>
  setOptOut({ db, clock }, { personId: String(person) }, { feature, out: true });
const addUp = () => addUpFeedback({ db, clock });

test('weeks begin on Monday', () => {
  expect([mondayOf(WEEK), mondayOf(WEEK + 6), mondayOf(WEEK + 7)]).toEqual([WEEK, WEEK, WEEK + 7]);
  expect(new Date(WEEK * DAY_MS).getUTCDay()).toBe(1);
});

test('a week is added up a week after its end, once, over ten people or more, and holds nobody', async () => {
  await rateAll(9);
  await rate(9, WEEK + 6, 'overridden');
  await rate(10, WEEK + 3, null);
  expect(await addUp(), 'nine people').toBe(0);
  await rate(10, WEEK + 3, 'overridden');
  today = WEEK + 13;
  expect(await addUp(), 'before its time').toBe(0);
  today = WEEK + 14;
  expect(await addUp()).toBe(1);
  expect(await listFeedback(db)).toEqual([{ feature: 'assistant', week: WEEK, kept: 9, overridden: 2, people: 10 }]);
  await rate(11);
  expect(await addUp(), 'a second time').toBe(0);
  await expect(db.pool.query(`INSERT INTO ai_feedback_week VALUES ('x', 1, 9, 0, 9, now())`)).rejects.toThrow('floor');
});

test('who said no is left out before, with what staff would look at; what is added up of the others is the same', async () => {
  await rateAll(12);
  await rate(3, WEEK, 'overridden');
  const sample = (callId: string) =>
    keepSample(db, { callId, feature: { reviewOneIn: 1 }, names: [], key: 'k' }, 'an answer', clock.now());
  const samples = () => db.prisma.aiSample.count();
  await sample(await rate(3, WEEK, null));
  expect(await samples()).toBe(1);
  await sayNo(3);
  await sayNo(4, null);
  await sayNo(5, 'insights');
  expect(await samples()).toBe(0);
  await sample(await rate(3, WEEK, null));
  await sample(await rate(4, WEEK, null));
  expect(await samples()).toBe(0);
  expect(await addUp()).toBe(1);
  const without = { feature: 'assistant', week: WEEK, kept: 10, overridden: 0, people: 10 };
  expect(await listFeedback(db)).toEqual([without]);
  await db.pool.query('TRUNCATE ai_feedback_week CASCADE; DELETE FROM ai_opt_out');
  await addUp();
  expect(await listFeedback(db)).toEqual([{ ...without, kept: 12, overridden: 1, people: 12 }]);
  await db.pool.query('TRUNCATE ai_feedback_week CASCADE');
  for (const person of [3, 4, 5]) await sayNo(person);
  expect(await addUp(), 'too few are left').toBe(0);
});

test('a change comes from feedback, from answers that staff found wrong, or from an incident, and everybody reads it', async () => {
  await rateAll(10);
  await addUp();
  const at = new Date((WEEK + 8) * DAY_MS);
  const reviewed = { feature: 'insights', text: 'x', at, reviewedAt: at };
  await db.prisma.aiSample.create({ data: { ...reviewed, callId: await rate(1, WEEK + 8), verdict: 'wrong' } });
  await db.prisma.aiSample.create({
    data: { ...reviewed, feature: 'assistant', callId: await rate(2, WEEK + 8), verdict: 'good' },
  });
  const words = 'An answer spoke of somebody.';
  const incident = { noticedAt: new Date(clock.now()), drill: true, words, staffId };
  const incidentId = await openIncident({ db, clock }, { ...incident, about: 'ai' });
  await openIncident({ db, clock }, { ...incident, about: 'data' });
  const sources = (await listChangeSources(db)).map(keyOfSource);
  expect(sources).toEqual([`feedback:assistant:${WEEK}`, `reviews:insights:${WEEK + 7}`, `incident:${incidentId}`]);
  const write = (source: string) => writeChange({ db, clock }, { source, words: WORDS, staffId });
  await expect(write(`feedback:assistant:${WEEK + 7}`)).rejects.toMatchObject({ code: 'not_found' });
  expect(await listChanges(db)).toEqual({ total: 0, newest: [] });
  for (const source of sources) {
    await write(source);
    today += 1;
  }
  const { total, newest } = await listChanges(db);
  expect(total).toBe(3);
  expect(newest).toMatchObject([
    { kind: 'incident', feature: null, week: null, words: WORDS },
    { kind: 'reviews', feature: 'insights', week: WEEK + 7 },
    { kind: 'feedback', feature: 'assistant', week: WEEK },
  ]);
  const events = await db.prisma.auditEvent.findMany({ where: { action: 'ai.changed' } });
  expect(events.map(({ actorKind, actorId }) => `${actorKind} ${actorId}`)).toEqual(Array(3).fill(`staff ${staffId}`));
  await expect(db.pool.query('DELETE FROM ai_feedback_week')).rejects.toThrow('ai_change');
});
