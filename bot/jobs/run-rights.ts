import { setTimeout as sleep } from 'node:timers/promises';
import { setObjection } from '#core/analytics/set-objection.server.ts';
import { closeAlert, openAlert } from '#core/gateway/alerts.server.ts';
import { eraseDeps } from '#core/personal-data.server.ts';
import type { Config } from '#core/platform/config.server.ts';
import { createSigner } from '#core/platform/signing.server.ts';
import { countOverdue } from '#core/privacy/count-overdue.server.ts';
import type { RightsDeps } from '#core/privacy/deps.server.ts';
import { runRequests } from '#core/privacy/run-requests.server.ts';
import { carryOutReports } from '#core/support/carry-out-reports.server.ts';
import type { JobContext, LastingJob } from './job.ts';

const PAUSE_MS = 1_000;

type Settings = Pick<Config, 'home' | 'ledger' | 'secrets'>;

/** What the work on people's requests stands on: every room's part in it. */
export function rightsDeps(settings: Settings, { db, clock, log }: JobContext): RightsDeps {
  return {
    ...eraseDeps(db, settings),
    clock,
    log,
    signer: createSigner(settings.secrets),
    home: settings.home,
    setObjection: (change) => setObjection(db, change),
    reached: (point) => log.debug({ point }, 'a request goes on'),
  };
}

/** Does what people ask for by their rights, and what staff decided about children, all the time; tells an operator what is late. */
export function runRightsJob(settings: Settings): LastingJob {
  return {
    name: 'run-rights',
    async run(context, untilMs) {
      const { clock, signal } = context;
      const deps = rightsDeps(settings, context);
      while (!signal?.aborted && clock.now() < untilMs) {
        await carryOutReports(context).catch((error) =>
          context.log.error({ error }, 'what staff decided about a child is not carried out'),
        );
        await runRequests(deps, signal);
        await tellOverdue(context);
        await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
      }
    },
  };
}

/** Opens an alert while anything is past its time, and closes it. */
export async function tellOverdue({ db, clock }: Pick<JobContext, 'db' | 'clock'>): Promise<void> {
  const { overdue, overdueByLaw } = await countOverdue({ db, clock });
  const alert = { kind: 'right-overdue', scope: 'requests' } as const;
  if (overdue > 0)
    await openAlert(db, { ...alert, detail: `${overdue} requests, ${overdueByLaw} of them past a month` });
  else await closeAlert(db, alert);
}
