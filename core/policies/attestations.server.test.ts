import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { attestPromise } from './attest-promise.server.ts';
import { finishAudit } from './finish-audit.server.ts';
import { listAudits } from './list-audits.server.ts';
import { listPromises } from './list-promises.server.ts';
import { planAudit } from './plan-audit.server.ts';

const day = (date: string) => ({ now: () => Date.parse(`${date}T12:00:00Z`) });
const staffId = '900000000000000001';
let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const standing = async (date: string) =>
  (await listPromises({ db, clock: day(date) })).find(({ id }) => id === 'P33') ?? { state: 'none', facts: null };
const attest = (date: string, expiresOn: string, promise = 'P33') =>
  attestPromise(
    { db, clock: day(date) },
    { promise, staffId, reason: 'Looked at the sealed tokens.', evidenceUrl: 'https://example.org/a', expiresOn },
  );

test('P33: nobody vouches, somebody does until a date, and an audit that is overdue ends it before', async () => {
  expect((await standing('2027-01-01')).state).toBe('stale');
  await attest('2027-01-01', '2027-07-01');
  expect((await standing('2027-06-30')).state).toBe('attested');
  expect((await standing('2027-07-01')).state).toBe('stale');

  await planAudit({ db, clock: day('2027-01-02') }, { promise: 'P33', subject: 'Keys', dueOn: '2027-03-01', staffId });
  expect(await standing('2027-03-01')).toMatchObject({ state: 'attested', facts: { nextAudit: '2027-03-01' } });
  expect((await standing('2027-03-02')).state).toBe('stale');

  const [audit] = await listAudits(db);
  const finish = () =>
    finishAudit({ db, clock: day('2027-03-05') }, { auditId: audit?.id ?? '', findings: 'Nothing found.', staffId });
  await finish();
  expect(await standing('2027-03-06')).toMatchObject({ state: 'attested', facts: { lastAudit: '2027-03-05' } });
  await expect(finish()).rejects.toMatchObject({ code: 'conflict' });
  const actions = await db.prisma.auditEvent.findMany({ select: { action: true }, orderBy: { id: 'asc' } });
  expect(actions.map(({ action }) => action)).toEqual(['promise.attested', 'audit.planned', 'audit.finished']);
});

test('nobody vouches for what a machine has to see, for what is not there, or for longer than 400 days', async () => {
  for (const promise of ['P11', 'A59', 'P99'])
    await expect(attest('2027-01-01', '2027-02-01', promise)).rejects.toMatchObject({ code: 'not_allowed' });
  for (const expiresOn of ['2026-12-31', '2028-03-01'])
    await expect(attest('2027-01-01', expiresOn)).rejects.toMatchObject({ code: 'bad_input' });
});
