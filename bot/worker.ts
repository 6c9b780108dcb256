import { createStripe } from '#core/billing/stripe.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openDatabase } from '#core/platform/db.server.ts';
import { endWithParent } from '#core/platform/end-with-parent.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { configOrExit } from './config-or-exit.ts';
import { healGapsJob } from './jobs/heal-gaps.ts';
import { jobs } from './jobs/jobs.ts';
import { reconcileStripeJob } from './jobs/reconcile-stripe.ts';
import { runJobs } from './jobs/run-jobs.ts';
import { watchInvitesJob } from './jobs/watch-invites.ts';

const config = configOrExit();
const log = createLog('worker', config.log.level);
const db = openDatabase(config.database.url, { max: 8, name: 'procord worker' });
const stripe = createStripe(config.stripe);
const running = runJobs(
  [
    ...jobs,
    healGapsJob(config.discord, config.bot.healingPerSecond),
    watchInvitesJob(config.discord, config.bot.invitesPerSecond),
    ...(stripe ? [reconcileStripeJob(stripe)] : []),
  ],
  { db, clock: systemClock, log },
);

endWithParent(log, async () => {
  await running.stop();
  await db.close();
});
log.info({ jobs: jobs.length + 1 }, 'worker started');
