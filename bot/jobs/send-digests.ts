import type { Pictures } from '#bot/pictures/pictures.ts';
import { composeDigest } from '#bot/reports/compose-digest.ts';
import { deliverDigests } from '#core/analytics/deliver-digests.server.ts';
import type { BotDeps } from '#core/guilds/list-bot-permissions.server.ts';
import type { DiscordMessages } from '#core/platform/discord-messages.server.ts';
import type { Job } from './job.ts';

/** Sends the weekly digest to guilds whose Monday morning it is, and stops those that cannot be sent any more. */
export function sendDigestsJob(
  discord: { messages: DiscordMessages; bot: BotDeps },
  { pictures, origin, mode }: { pictures: Pictures; origin: string; mode: 'development' | 'production' | 'test' },
): Job {
  return {
    name: 'send-digests',
    schedule: '*/5 * * * *',
    atStart: true,
    async run({ db, clock, log, signal }) {
      const compose = composeDigest({ db, clock, pictures, origin, mode });
      const { sent, stopped } = await deliverDigests({
        db,
        clock,
        log,
        ...discord,
        compose,
        ...(signal ? { signal } : {}),
      });
      if (sent + stopped > 0) log.info({ sent, stopped }, 'weekly digests');
    },
  };
}
