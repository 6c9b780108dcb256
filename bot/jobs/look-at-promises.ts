import { type AccountProbeSettings, accountProbes } from '#core/accounts/promises.server.ts';
import { aiProbes } from '#core/ai/promises.server.ts';
import { objectionProbe } from '#core/analytics/objection-promise.server.ts';
import { analyticsProbes } from '#core/analytics/promises.server.ts';
import { assistantProbes } from '#core/assistant/promises.server.ts';
import { billingProbes } from '#core/billing/promises.server.ts';
import { consentProbes } from '#core/consent/promises.server.ts';
import { webProbes } from '#core/consent/web-promises.server.ts';
import { gatewayProbes } from '#core/gateway/promises.server.ts';
import { guildProbes } from '#core/guilds/promises.server.ts';
import { insightsProbes } from '#core/insights/promises.server.ts';
import { knowledgeProbes } from '#core/knowledge/promises.server.ts';
import { holdersAt, readers } from '#core/personal-data.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Probe } from '#core/platform/evidence.ts';
import { policyProbes } from '#core/policies/promises.server.ts';
import { runProbes } from '#core/policies/run-probes.server.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { retentionProbes } from '#core/privacy/kept-promises.server.ts';
import { registryProbes } from '#core/privacy/promises.server.ts';
import { purposeProbe } from '#core/privacy/purpose-promise.server.ts';
import { rightsProbes } from '#core/privacy/rights-promises.server.ts';
import { supportProbes } from '#core/support/promises.server.ts';
import type { Job } from './job.ts';

/** A probe of every promise that a machine can see kept: each room looks at its own. */
export function probesOf(deps: { db: Database; clock: Clock } & AccountProbeSettings): Probe[] {
  return [
    ...accountProbes(deps),
    ...guildProbes(deps),
    ...registryProbes(deps.db),
    purposeProbe(deps),
    ...analyticsProbes(deps),
    ...consentProbes(deps.db),
    ...supportProbes(deps),
    ...policyProbes({ ...deps, sources: policySources() }),
    ...rightsProbes({ ...deps, holders: holdersAt('.'), readers }),
    ...knowledgeProbes(deps),
    ...assistantProbes(deps),
    ...insightsProbes(deps),
    ...aiProbes({ db: deps.db, clock: deps.clock }),
    objectionProbe(deps),
    ...webProbes(deps),
    ...retentionProbes(deps),
    ...gatewayProbes(deps.db),
    ...billingProbes(deps),
  ];
}

export function lookAtPromisesJob(settings: AccountProbeSettings): Job {
  return {
    name: 'look-at-promises',
    schedule: '*/10 * * * *',
    atStart: true,
    async run({ db, clock, log }) {
      const { looked, failed } = await runProbes({ db, clock, log }, probesOf({ db, clock, ...settings }));
      if (failed.length > 0) log.warn({ looked, failed }, 'promises could not be looked at');
    },
  };
}
