import { MARKED_UNDER, type Overview, voiceTotalMs } from '#core/analytics/rules.ts';
import { formatDuration, formatNumber, formatShare, formatTime } from '#core/i18n/format.ts';
import { MANAGE_GUILD } from '../authorization-matrix.ts';
import type { Command, CommandAnswer, CommandUse } from '../command.ts';
import { readToday } from '../read-today.ts';

/** This guild's day so far, by the same use case as the overview page. */
export const stats: Command = {
  name: 'stats',
  defaultMemberPermissions: MANAGE_GUILD,
  options: [{ name: 'public', type: 5 }],
  async answer(use) {
    return show(await readToday(use), use);
  },
};

function show(overview: Overview, { t, locale, guildId, deps }: CommandUse): CommandAnswer {
  const link = `[${t('commands:stats.open')}](${deps.origin}/guilds/${guildId})`;
  const title = t('commands:stats.title');
  if (overview.state === 'never')
    return { embeds: [{ title, description: `${t('commands:stats.never')}\n\n${link}` }] };

  const date = formatTime(locale, overview.asOfMs, overview.timeZone, { dateStyle: 'medium' });
  // Discord writes this moment in the reader's own time and language.
  const asOf = `<t:${Math.floor(overview.asOfMs / 1000)}:t>`;
  const description = [
    t('commands:stats.day', { date, timeZone: overview.timeZone, asOf }),
    ...(overview.state === 'counting' ? [] : [t(`commands:stats.${overview.state}`)]),
    link,
  ].join('\n');
  const { voice, people } = overview;
  const parts = {
    total: formatDuration(locale, voiceTotalMs(voice)),
    muted: formatDuration(locale, voice.mutedMs),
    deafened: formatDuration(locale, voice.deafenedMs),
  };
  return {
    embeds: [
      {
        title,
        description,
        fields: [
          { name: t('commands:stats.messages'), value: formatNumber(locale, overview.messages), inline: true },
          {
            name: t('commands:stats.voice'),
            value: voice.mutedMs + voice.deafenedMs > 0 ? t('commands:stats.voiceParts', parts) : parts.total,
            inline: true,
          },
          {
            name: t('commands:stats.active'),
            value: t('commands:stats.activeNote', { active: formatNumber(locale, people.active) }),
            inline: true,
          },
          { name: t('commands:stats.coverage'), value: coverage(overview, locale, t) },
        ],
        footer: { text: t('commands:stats.inVoice', { count: overview.inVoiceNow }) },
      },
    ],
  };
}

function coverage(overview: Overview, locale: string, t: CommandUse['t']): string {
  const share = Math.min(overview.coverage.messages, overview.coverage.voice);
  if (share >= 1) return t('commands:stats.coverageWhole');
  // Rounded down: 99.96 % must not read as everything.
  const digits = share >= MARKED_UNDER ? 2 : 0;
  const shown = Math.floor(share * 100 * 10 ** digits) / 10 ** digits / 100;
  return t('commands:stats.coveragePart', { share: formatShare(locale, shown, digits) });
}
