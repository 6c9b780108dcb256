import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { closeIncident } from './close-incident.server.ts';
import { listIncidents } from './list-incidents.server.ts';
import { listNotices } from './list-notices.server.ts';
import { openIncident } from './open-incident.server.ts';
import { policyProbes } from './promises.server.ts';
import { type IncidentAudience, type IncidentSubject, incidentSteps } from './schema.ts';
import { tellOfIncident } from './tell-of-incident.server.ts';

const HOUR_MS = 3_600_000;
const staffId = '900000000000000001';
const START = Date.UTC(2027, 2, 1);
let db: WholeDatabase;
let nowMs: number;
const clock = { now: () => nowMs };
beforeEach(async () => {
  nowMs = START;
  db = await createTestDatabase();
  await db.prisma.account.createMany({ data: [BigInt(staffId), 2n].map((id) => ({ id, username: 'somebody' })) });
});
afterEach(() => db.close());

const open = (drill: boolean, about: IncidentSubject = 'data') =>
  openIncident(
    { db, clock },
    { noticedAt: new Date(START), drill, about, words: 'A copy of a list lay open.', staffId },
  );
const tell = (incidentId: string, audience: IncidentAudience) =>
  tellOfIncident({ db, clock }, { incidentId, audience, evidence: 'A letter.', staffId });
const close = (incidentId: string) => closeIncident({ db, clock }, { incidentId, lessons: 'Sealed.', staffId });
const look = (id = 'X02') =>
  policyProbes({ db, clock, sources: policySources() })
    .find(({ promise }) => promise === id)
    ?.look();
const toldTo = async (accountId: string) => (await listNotices({ db, clock }, { accountId })).length;

test('the exercise: three are due within 72 hours, it cannot end before, and nobody else reads of it', async () => {
  const id = await open(true);
  const [incident] = await listIncidents(db);
  expect(incident?.notices.map(({ audience, dueAt }) => [audience, (dueAt.getTime() - START) / HOUR_MS])).toEqual(
    incidentSteps.data.map((audience) => [audience, 72]),
  );
  await expect(close(id)).rejects.toMatchObject({ code: 'conflict' });
  await expect(db.pool.query('UPDATE incident SET closed_at = now()')).rejects.toThrow('was not told');
  for (const audience of incidentSteps.data) await tell(id, audience);
  await expect(tell(id, 'people')).rejects.toMatchObject({ code: 'conflict' });
  expect([await toldTo(staffId), await toldTo('2')]).toEqual([1, 0]);
  await close(id);
  await expect(close(id)).rejects.toMatchObject({ code: 'conflict' });
  expect(await look()).toMatchObject({ state: 'kept', facts: { incidents: 0, drills: 1, lastDrill: '2027-03-01' } });
});

test('an incident: everybody with an account is told; late is seen for a year, never is broken', async () => {
  const id = await open(false);
  expect(await look()).toMatchObject({ state: 'kept', facts: { incidents: 1 } });
  await tell(id, 'people');
  expect(await listNotices({ db, clock }, { accountId: '2' })).toMatchObject([{ kind: 'incident', drill: false }]);
  await tell(id, 'authority');
  nowMs += 72 * HOUR_MS + 1;
  expect(await look()).toMatchObject({ state: 'broken', facts: { found: ['2027-03-01 discord'] } });
  await tell(id, 'discord');
  expect(await look()).toMatchObject({ state: 'degraded', facts: { toldLate: 1 } });
  nowMs += 366 * 24 * HOUR_MS;
  expect(await look()).toMatchObject({ state: 'kept' });
});

test('what AI did: it is stopped, told and learned from by times of its own, and open until then', async () => {
  const id = await open(true, 'ai');
  const [incident] = await listIncidents(db);
  expect(incident?.about).toBe('ai');
  expect(incident?.notices.map(({ audience, dueAt }) => [audience, (dueAt.getTime() - START) / HOUR_MS])).toEqual([
    ['contained', 24],
    ['people', 72],
    ['review', 14 * 24],
  ]);
  expect(await look()).toMatchObject({ state: 'kept', facts: { drills: 0 } });
  expect(await look('A74')).toMatchObject({ state: 'kept', facts: { drills: 1 } });
  nowMs += 24 * HOUR_MS + 1;
  expect(await look('A74')).toMatchObject({ state: 'broken', facts: { found: ['2027-03-01 contained'] } });
  for (const step of incidentSteps.ai) {
    await expect(close(id)).rejects.toMatchObject({ code: 'conflict' });
    await tell(id, step);
  }
  await close(id);
  expect(await look('A74')).toMatchObject({ state: 'degraded', facts: { toldLate: 1 } });
});

test('nothing is noticed before it happens', async () => {
  nowMs -= 1;
  await expect(open(false)).rejects.toMatchObject({ code: 'bad_input' });
});
