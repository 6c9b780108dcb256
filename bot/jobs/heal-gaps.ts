import { healGaps } from '#core/analytics/heal-gaps.server.ts';
import { createDiscordHistory } from '#core/platform/discord-history.server.ts';
import type { LastingJob } from './job.ts';

export function healGapsJob(discord: { apiUrl: string; token: string }, perSecond: number): LastingJob {
  return {
    name: 'heal-gaps',
    async run({ db, clock, log, signal }, untilMs) {
      const history = createDiscordHistory(discord, { perSecond, clock, ...(signal ? { signal } : {}) });
      const pages = await healGaps({ db, discord: history, clock, log, untilMs, ...(signal ? { signal } : {}) });
      if (pages > 0) log.info({ pages }, 'gaps were filled in from history');
    },
  };
}
