import { InviteWatch } from '#core/analytics/watch-invites.server.ts';
import { createDiscordInvites } from '#core/platform/discord-invites.server.ts';
import type { JobContext, LastingJob } from './job.ts';

/** Runs all the time: a join has its invite only where the uses are read before the next one comes. */
export function watchInvitesJob(discord: { apiUrl: string; token: string }, perSecond: number): LastingJob {
  let watch: InviteWatch | undefined;
  const begin = ({ db, clock, log, signal }: JobContext) => {
    const asking = createDiscordInvites(discord, { perSecond, clock, ...(signal ? { signal } : {}) });
    return new InviteWatch({ db, discord: asking, clock, log });
  };
  return {
    name: 'watch-invites',
    async run(context, untilMs) {
      watch ??= begin(context);
      await watch.run(untilMs, context.signal);
    },
  };
}
