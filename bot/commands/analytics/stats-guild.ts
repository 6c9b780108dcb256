import { inGuild, type StatsPart } from '../command.ts';
import { readOption } from '../options.ts';
import { answerTotals } from './answer-totals.ts';

/** The guild's last whole days. */
export const statsGuild: StatsPart = {
  name: 'guild',
  options: ['range', 'show', 'appearance', 'public'],
  answer: inGuild((use) =>
    answerTotals(use, {
      channelId: null,
      figures: ['messages', 'voice', 'people'],
      measure: readOption(use.chosen, 'show') ?? 'messages',
      growth: true,
      title: (when) => use.t('commands:stats.guild.title', when),
    }),
  ),
};
