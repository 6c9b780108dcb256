import { ACTIVITY_KEPT_DAYS } from '#core/analytics/keep-partitions.server.ts';
import { tellInstalled } from '#core/guilds/tell-installed.server.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { chooseLocale, offeredLocales } from '#core/i18n/rules.ts';
import { brand } from '#core/platform/brand.ts';
import type { Config } from '#core/platform/config.server.ts';
import type { DiscordMessages } from '#core/platform/discord-messages.server.ts';
import type { Job } from './job.ts';

/** Says in guilds that have just got the bot what it counts and how anybody objects: once, in the guild's language. */
export function tellInstalledJob(
  messages: Pick<DiscordMessages, 'send'>,
  { origin, mode }: { origin: string; mode: Config['mode'] },
): Job {
  const say = (guildLocale: string) =>
    speakerOf(chooseLocale(offeredLocales(mode), null, guildLocale)).t('commands:installed', {
      brand: brand.name,
      days: ACTIVITY_KEPT_DAYS,
      address: origin,
    });
  return {
    name: 'tell-installed',
    schedule: '* * * * *',
    atStart: false,
    async run({ db, clock, log }) {
      const { sent, failed } = await tellInstalled({ db, clock, messages }, say);
      if (sent + failed > 0) log.info({ sent, failed }, 'guilds with a new bot are told what it does');
    },
  };
}
