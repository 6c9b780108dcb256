import { healGaps } from '#core/analytics/heal-gaps.server.ts';
import { createDiscordHistory } from '#core/platform/discord-history.server.ts';
import type { Job } from './job.ts';

/** A run ends before the next one is due, and goes on there. */
const RUN_MS = 50_000;

export function healGapsJob(discord: { apiUrl: string; token: string }, perSecond: number): Job {
  return {
    name: 'heal-gaps',
    schedule: '* * * * *',
    atStart: true,
    async run({ db, clock, log, signal }) {
      const history = createDiscordHistory(discord, { perSecond, clock, ...(signal ? { signal } : {}) });
      const untilMs = clock.now() + RUN_MS;
      const pages = await healGaps({ db, discord: history, clock, log, untilMs, ...(signal ? { signal } : {}) });
      if (pages > 0) log.info({ pages }, 'gaps were filled in from history');
    },
  };
}
