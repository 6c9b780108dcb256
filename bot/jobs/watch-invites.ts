import { InviteWatch } from '#core/analytics/watch-invites.server.ts';
import { createDiscordInvites } from '#core/platform/discord-invites.server.ts';
import type { Job, JobContext } from './job.ts';

/** A run ends before the next one is due, and goes on there. */
const RUN_MS = 55_000;

/** Runs all the time: a join has its invite only where the uses are read before the next one comes. */
export function watchInvitesJob(discord: { apiUrl: string; token: string }, perSecond: number): Job {
  let watch: InviteWatch | undefined;
  const begin = ({ db, clock, log, signal }: JobContext) => {
    const asking = createDiscordInvites(discord, { perSecond, clock, ...(signal ? { signal } : {}) });
    return new InviteWatch({ db, discord: asking, clock, log });
  };
  return {
    name: 'watch-invites',
    schedule: '* * * * *',
    atStart: true,
    async run(context) {
      watch ??= begin(context);
      await watch.run(context.clock.now() + RUN_MS, context.signal);
    },
  };
}
