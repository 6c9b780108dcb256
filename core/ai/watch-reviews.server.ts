import { closeAlert, openAlert } from '#core/gateway/alerts.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { listSamples } from './list-samples.server.ts';

/** Opens an alert while answers wait for longer than a week to be looked at. @returns how many */
export async function watchReviews({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const { sums } = await listSamples({ db, clock });
  const overdue = sums.reduce((all, one) => all + one.overdue, 0);
  const alert = { kind: 'ai-reviews', scope: 'answers' } as const;
  if (overdue > 0) await openAlert(db, { ...alert, detail: `overdue: ${overdue}` });
  else await closeAlert(db, alert);
  return overdue;
}
