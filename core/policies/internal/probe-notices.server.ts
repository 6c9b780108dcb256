import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type Evidence, keptUnless } from '#core/platform/evidence.ts';
import type { AiUse } from '../decisions.ts';
import { earlyUses } from '../rules.ts';
import type { PolicyVersion } from '../schema.ts';

interface Posted {
  number: number;
  /** It took effect before this instance had it, and people were here already. */
  late: boolean;
  days: number;
  untold: number;
  planned: number;
  delivered: number;
}

/** Whether everybody was told of every change of the AI policy before it took effect, and no use began before its version. */
export async function lookAtNotices(
  { db, clock }: { db: Database; clock: Clock },
  uses: readonly AiUse[],
  all: readonly PolicyVersion[],
): Promise<Evidence> {
  const { rows } = await db.for('accountability', 'notify').pool.query<Posted>(POSTED, [new Date(clock.now())]);
  const found = rows.flatMap(({ number, late, untold }) => [
    ...(late ? [`version ${number}: in force before anybody was told`] : []),
    ...(untold > 0 ? [`version ${number}: ${untold} not told`] : []),
  ]);
  const sum = (of: 'planned' | 'delivered') => rows.reduce((total, row) => total + row[of], 0);
  return keptUnless([...found, ...earlyUses(all, uses)], {
    aiVersion: Math.max(0, ...all.filter(({ policy }) => policy === 'ai').map(({ number }) => number)),
    noticesPlanned: sum('planned'),
    noticesDelivered: sum('delivered'),
    ...(rows.length > 0 ? { noticeDays: Math.min(...rows.map(({ days }) => days)) } : {}),
  });
}

/** $1: now. Later versions of the AI policy of the last year; who came within two hours is told with the next run of the job. */
const POSTED = `
  SELECT number, floor(extract(epoch FROM effective - posted_at) / 86400)::int4 AS days,
         effective <= posted_at AND EXISTS (SELECT FROM account WHERE created_at < effective) AS late,
         CASE WHEN effective <= posted_at THEN 0 ELSE (SELECT count(*)::int4 FROM account a
           WHERE a.created_at < least($1, effective) - interval '2 hours' AND NOT EXISTS (
             SELECT FROM notice_delivery d
              WHERE d.account_id = a.id AND d.channel = 'dashboard' AND d.subject = 'policy:ai:' || number)) END AS untold,
         (SELECT count(*)::int4 FROM notice_delivery WHERE subject = 'policy:ai:' || number) AS planned,
         (SELECT count(delivered_at)::int4 FROM notice_delivery WHERE subject = 'policy:ai:' || number) AS delivered
    FROM (SELECT number, posted_at, effective::timestamp AT TIME ZONE 'UTC' AS effective FROM policy_posting
           WHERE policy = 'ai' AND number > 1) AS posted
   WHERE effective > $1::timestamptz - interval '1 year' ORDER BY number`;
