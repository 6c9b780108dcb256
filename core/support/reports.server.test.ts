import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { answerCase } from './answer-case.server.ts';
import { carryOutReports } from './carry-out-reports.server.ts';
import { decideReport } from './decide-report.server.ts';
import { liftAgeGate } from './lift-age-gate.server.ts';
import { listCases } from './list-cases.server.ts';
import { listReports } from './list-reports.server.ts';
import { supportProbes } from './promises.server.ts';
import { readCase } from './read-case.server.ts';
import { reportUnderAge } from './report-under-age.server.ts';
import type { ReportDecision } from './schema.ts';
import { standsBehindGate } from './stands-behind-gate.server.ts';
import { sweepAgeGates } from './sweep-age-gates.server.ts';
import { sweepCases } from './sweep-cases.server.ts';

const DAY_MS = 86_400_000;
const [CHILD, STAFF] = ['400000000000000011', '900000000000000001'];
let db: WholeDatabase;
let nowMs: number;
const clock = { now: () => nowMs };
beforeEach(async () => {
  nowMs = Date.UTC(2027, 0, 1);
  db = await createTestDatabase();
  await db.prisma.account.create({
    data: {
      id: BigInt(CHILD),
      username: 'child',
      receipts: { create: { version: 1, locale: 'en', surface: 'welcome', atLeast: 13 } },
      consents: { create: { purpose: 'mail', version: 1, outcome: 'given', locale: 'en', surface: 'welcome' } },
    },
  });
});
afterEach(() => db.close());

const words = 'They wrote that they are eleven.';
const report = () => reportUnderAge({ db, clock }, { channel: 'form', personId: CHILD, words, accountId: null });
async function decide(decision: ReportDecision): Promise<void> {
  const [open] = await listReports(db);
  await decideReport({ db, clock }, { reportId: open?.id ?? '', decision, reason: 'as was shown', staffId: STAFF });
}
const account = () => db.prisma.account.findUnique({ where: { id: BigInt(CHILD) } });
const look = (promise = 'P50') =>
  supportProbes({ db, clock })
    .find((probe) => probe.promise === promise)
    ?.look();

test('a stranger’s word is a case and nothing else; staff read it, and who wrote it reads the answer', async () => {
  const secret = await report();
  expect(await readCase(db, { secret })).toMatchObject({ topic: 'minor', words });
  expect((await account())?.suspendedAt).toBeNull();
  expect(await db.prisma.rightsRequest.count()).toBe(0);
  expect(await standsBehindGate(db, { personId: CHILD })).toBe(false);
  expect(await listReports(db)).toMatchObject([{ personId: CHILD, words, decision: null }]);
  expect(await look()).toMatchObject({ state: 'kept', facts: { open: 1, purged: 0 } });
});

test('under age: not counted, no consent, no session, no account again, and everything goes', async () => {
  await report();
  await decide('under-age');
  expect((await account())?.suspendedAt).not.toBeNull();
  const { rows } = await db.pool.query('SELECT user_id, guild_id FROM analytics.objection');
  expect(rows).toEqual([{ user_id: CHILD, guild_id: '0' }]);
  expect(await db.prisma.consentEvent.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
    outcome: 'withdrawn',
    surface: 'staff',
  });
  const asked = await db.prisma.rightsRequest.findMany();
  expect(asked).toMatchObject([{ right: 'erase', personId: BigInt(CHILD), guildId: null, surface: 'staff' }]);
  expect(await standsBehindGate(db, { personId: CHILD })).toBe(true);
  await db.prisma.account.delete({ where: { id: BigInt(CHILD) } });
  await expect(db.prisma.account.create({ data: { id: BigInt(CHILD), username: 'child' } })).rejects.toThrow();
  await db.prisma.account.create({ data: { id: BigInt(CHILD) + 1n, username: 'somebody else' } });
  const kept = await db.pool.query(`SELECT encode(hash, 'hex') AS hash FROM under_age_gate`);
  expect(kept.rows).toHaveLength(1);
  const tombstone = await db.pool.query(`SELECT encode((erasure_hashes($1, 0))[1], 'hex') AS hash`, [CHILD]);
  expect(kept.rows[0], 'nobody can tell whose erasure it was').not.toEqual(tombstone.rows[0]);
});

test('what was cut off after the decision is taken up by the worker, once', async () => {
  await report();
  const { id } = await db.prisma.underAgeReport.findFirstOrThrow();
  const decided = { decision: 'under-age', decidedAt: new Date(nowMs), decidedBy: BigInt(STAFF) };
  await db.prisma.underAgeReport.update({ where: { id }, data: decided });
  expect(await carryOutReports({ db, clock })).toBe(1);
  expect((await account())?.suspendedAt).not.toBeNull();
  expect(await carryOutReports({ db, clock })).toBe(0);
});

test('not shown: nothing happens to them, and it is forgotten whom it was about; nothing is decided twice', async () => {
  await report();
  const [open] = await listReports(db);
  await decide('not-shown');
  expect(await listReports(db)).toMatchObject([{ personId: null, decision: 'not-shown' }]);
  expect((await account())?.suspendedAt).toBeNull();
  const again = { reportId: open?.id ?? '', decision: 'under-age', reason: 'as was shown', staffId: STAFF } as const;
  await expect(decideReport({ db, clock }, again)).rejects.toMatchObject({ code: 'conflict' });
  expect(await standsBehindGate(db, { personId: CHILD })).toBe(false);
});

test('on appeal the gate is lifted; by itself it goes after three years', async () => {
  await report();
  await decide('under-age');
  await liftAgeGate({ db }, { personId: CHILD, reason: 'an identity card was shown', staffId: STAFF });
  expect(await standsBehindGate(db, { personId: CHILD })).toBe(false);
  const events = await db.prisma.auditEvent.findMany({ where: { subjectId: BigInt(CHILD) }, orderBy: { id: 'asc' } });
  expect(events.map(({ action, actorKind }) => `${action} ${actorKind}`)).toEqual([
    'report.decided staff',
    'account.frozen_under_age system',
    'report.lifted staff',
  ]);
  await db.pool.query(`INSERT INTO under_age_gate (hash, since) VALUES ('other', to_timestamp($1 / 1000.0))`, [nowMs]);
  expect(await sweepAgeGates(db, nowMs + 3 * 365 * DAY_MS)).toBe(0);
  expect(await sweepAgeGates(db, nowMs + 3 * 366 * DAY_MS)).toBe(1);
});

test('letter and report go ninety days after they were dealt with', async () => {
  await report();
  await decide('not-shown');
  const [letter] = await listCases(db);
  await answerCase({ db, clock }, { caseId: letter?.id ?? '', answer: 'We have looked.', staffId: STAFF });
  nowMs += 90 * DAY_MS - 1;
  expect(await sweepCases({ db, clock })).toBe(0);
  nowMs += 1;
  expect(await sweepCases({ db, clock })).toBe(2);
});

test('P50: times the purge, is degraded by a report that waits, and broken by one that is not carried out', async () => {
  await report();
  await decide('under-age');
  expect(await look()).toMatchObject({ state: 'kept', facts: { open: 0, purged: 0 } });
  // What the rights engine does.
  await db.prisma.underAgeReport.deleteMany();
  await db.prisma.rightsRequest.updateMany({ data: { state: 'done', finishedAt: new Date(nowMs + 90_000) } });
  expect(await look()).toEqual({ state: 'kept', facts: { open: 0, overdue: 0, purged: 1, purgeMinutes: 1.5 } });
  await report();
  nowMs += 7 * DAY_MS + 1;
  expect(await look()).toMatchObject({ state: 'degraded', facts: { open: 1, overdue: 1 } });
  await decide('under-age');
  nowMs += DAY_MS;
  expect(await look()).toMatchObject({ state: 'broken', facts: { found: ['purge late'] } });
});

test('A66: what parents write comes in and is carried out; a letter that waits is seen, and nothing stays of trying', async () => {
  expect(await look('A66')).toMatchObject({ state: 'kept', facts: { open: 0, purged: 0, youngest: 13 } });
  expect(await db.prisma.contactCase.count()).toBe(0);
  expect(await db.prisma.underAgeReport.count()).toBe(0);
  await report();
  nowMs += 7 * DAY_MS + 1;
  expect(await look('A66')).toMatchObject({ state: 'degraded', facts: { open: 1, overdue: 1 } });
  await decide('under-age');
  nowMs += DAY_MS;
  expect(await look('A66')).toMatchObject({ state: 'broken', facts: { found: ['purge late'] } });
});
