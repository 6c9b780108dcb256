import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { listNotices } from './list-notices.server.ts';
import { postVersions } from './post-versions.server.ts';
import { policyProbes } from './promises.server.ts';
import { putNoticeAway } from './put-notice-away.server.ts';
import { noticeSubject, policyOfSubject } from './rules.ts';
import type { PolicyVersion } from './schema.ts';
import { versions, versionsOf } from './versions.ts';

const DAY_MS = 86_400_000;
const nowMs = Date.UTC(2027, 0, 1, 12);
const at = (ms: number) => ({ now: () => ms });
let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await db.prisma.account.createMany({ data: [1n, 2n].map((id) => ({ id, username: 'somebody' })) });
});
afterAll(() => db.close());

const look = (promise: string) =>
  policyProbes({ db, clock: at(nowMs), sources: policySources() })
    .find((probe) => probe.promise === promise)
    ?.look();

/** The next version of a policy, which takes effect in ten days. */
function nextOf(policy: PolicyVersion['policy']): PolicyVersion {
  const newest = versionsOf(policy).at(-1);
  if (!newest) throw new Error('there is no version');
  return { ...newest, number: newest.number + 1, date: '2027-01-01', effective: '2027-01-11', summary: 'Another one.' };
}

test('P51, P52: broken until the versions are posted, and from then on kept; nothing that was posted can be changed', async () => {
  expect(await look('P51')).toMatchObject({ state: 'broken' });
  expect(await look('P52')).toMatchObject({ state: 'broken' });
  expect(await postVersions({ db, clock: at(nowMs) })).toEqual({ posted: versions.length, planned: 0 });
  expect(await postVersions({ db, clock: at(nowMs) })).toEqual({ posted: 0, planned: 0 });
  expect(await look('P51')).toMatchObject({ state: 'kept' });
  expect(await look('P52')).toMatchObject({ state: 'kept' });
  for (const sql of [`UPDATE policy_posting SET hash = 'x'`, 'DELETE FROM policy_posting'])
    await expect(db.pool.query(sql)).rejects.toThrow('append-only');
});

test('P36: kept in every language', async () => {
  expect(await look('P36')).toMatchObject({ state: 'kept' });
});

test('of a version that does not hold yet everybody is told once, also who came later; what was put away stays away', async () => {
  const next = nextOf('ai');
  const subject = noticeSubject('ai', next.number);
  const post = (ms: number) => postVersions({ db, clock: at(ms) }, [...versions, next]);
  expect(await post(nowMs)).toEqual({ posted: 1, planned: 2 });
  expect(await look('A68')).toEqual({
    state: 'kept',
    facts: { aiVersion: versionsOf('ai').length, noticesPlanned: 2, noticesDelivered: 0, noticeDays: 9 },
  });
  await db.prisma.account.create({ data: { id: 3n, username: 'later' } });
  expect(await post(nowMs + DAY_MS)).toEqual({ posted: 0, planned: 1 });
  const pending = (accountId: string) => listNotices({ db, clock: at(nowMs + DAY_MS) }, { accountId });
  expect(await pending('1')).toEqual([
    { subject, kind: 'policy', policy: 'ai', number: next.number, effective: '2027-01-11' },
  ]);
  await putNoticeAway({ db, clock: at(nowMs + 2 * DAY_MS) }, { accountId: '1', subject });
  expect(await pending('1')).toEqual([]);
  expect(await pending('2')).toHaveLength(1);
  const rows = await db.prisma.noticeDelivery.findMany({ orderBy: { accountId: 'asc' } });
  expect(rows.map(({ deliveredAt, seenAt }) => [deliveredAt?.getTime(), seenAt?.getTime()])).toEqual([
    [nowMs + DAY_MS, nowMs + 2 * DAY_MS],
    [nowMs + DAY_MS, undefined],
    [undefined, undefined],
  ]);
  await db.prisma.account.create({ data: { id: 4n, username: 'after' } });
  expect(await post(nowMs + 20 * DAY_MS), 'nobody is told of what holds').toEqual({ posted: 0, planned: 0 });
  expect(await look('A68')).toMatchObject({
    state: 'broken',
    facts: { found: [`version ${next.number}: 1 not told`] },
  });
  const unheard = { ...next, number: next.number + 1, effective: '2027-01-02' };
  await postVersions({ db, clock: at(nowMs + 20 * DAY_MS) }, [unheard]);
  const late = `version ${unheard.number}: in force before anybody was told`;
  expect(await look('A68')).toMatchObject({ facts: { found: expect.arrayContaining([late]) } });
});

test('a notice is filed under its version', () => {
  expect(policyOfSubject(noticeSubject('privacy', 12))).toEqual({ policy: 'privacy', number: 12 });
  expect(policyOfSubject('incident:1')).toBeNull();
});
