import { createLog } from '#core/platform/log.server.ts';
import { catalogControl, type NegativeControl, type Stage } from '#core/platform/testing/negative-control.ts';
import { measureRetention } from '#core/privacy/measure-retention.server.ts';
import { decideReport } from '../decide-report.server.ts';
import { reportUnderAge } from '../report-under-age.server.ts';
import { caseChannels } from '../schema.ts';

const HOUR_MS = 3_600_000;
const PERSON = '400000000000000002';

/** Somebody has an account, is reported, and staff decide that they are under age. */
async function decide(stage: Stage): Promise<void> {
  const receipts = { create: { version: 1, locale: 'en', surface: 'welcome', atLeast: 13 } };
  await stage.db.prisma.account.create({ data: { id: BigInt(PERSON), username: 'somebody', receipts } });
  const words = 'They said that they are eleven.';
  await reportUnderAge(stage, { channel: 'form', personId: PERSON, words, accountId: null });
  const { id } = await stage.db.prisma.underAgeReport.findFirstOrThrow();
  await decideReport(stage, { reportId: id, decision: 'under-age', reason: 'their own words', staffId: '7' });
}

export const controls: readonly NegativeControl[] = [
  ...caseChannels.map((channel) =>
    catalogControl(
      'P48',
      `the way in by ${channel}`,
      `ALTER TABLE contact_case ADD CONSTRAINT shut CHECK (channel <> '${channel}')`,
    ),
  ),
  catalogControl('P50', 'the gate', 'ALTER TABLE account DISABLE TRIGGER account_under_age'),
  ...(['P50', 'A66'] as const).map(
    (promise): NegativeControl => ({
      promise,
      off: 'the engine that erases',
      seen: 'broken',
      before: decide,
      async cripple({ clock }) {
        clock.move(HOUR_MS);
        return undefined;
      },
    }),
  ),
  {
    promise: 'P50',
    off: 'the freezing of an account',
    seen: 'broken',
    before: decide,
    async cripple({ db }) {
      await db.pool.query('UPDATE account SET suspended_at = NULL');
      return undefined;
    },
  },
  {
    promise: 'P50',
    off: 'the objection that stops the counting',
    seen: 'broken',
    before: decide,
    async cripple({ db }) {
      await db.pool.query('DELETE FROM analytics.objection');
      return undefined;
    },
  },
  catalogControl(
    'A66',
    'the intake of what parents write',
    'ALTER TABLE under_age_report ADD CONSTRAINT shut CHECK (false)',
  ),
  catalogControl(
    'A66',
    'the queue that staff read',
    `CREATE FUNCTION lose_report() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
     CREATE TRIGGER lose BEFORE INSERT ON under_age_report FOR EACH ROW EXECUTE FUNCTION lose_report()`,
  ),
  {
    promise: 'A66',
    off: 'the sweep of letters and reports',
    seen: 'broken',
    before: decide,
    async cripple({ db, clock }) {
      await db.prisma.underAgeReport.updateMany({ data: { personId: null, decision: 'not-shown' } });
      clock.move(91 * 24 * HOUR_MS);
      await measureRetention({ db, clock, log: createLog('test', 'silent') });
      return undefined;
    },
  },
  catalogControl('P53', 'the intake', 'ALTER TABLE contact_case ADD CONSTRAINT shut CHECK (false)'),
];
