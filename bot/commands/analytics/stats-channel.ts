import { inGuild, type StatsPart } from '../command.ts';
import { readOption } from '../options.ts';
import { answerTotals } from './answer-totals.ts';

/** The last whole days of one channel with its threads, or of one thread. */
export const statsChannel: StatsPart = {
  name: 'channel',
  options: ['channel', 'range', 'showCounts', 'appearance', 'public'],
  answer: inGuild((use) => {
    const channelId = readOption(use.chosen, 'channel') ?? use.channelId ?? '0';
    return answerTotals(use, {
      channelId,
      figures: ['messages', 'voice'],
      measure: readOption(use.chosen, 'showCounts'),
      growth: false,
      // Discord writes the channel's name, as far as the reader may see it.
      title: (when) => use.t('commands:stats.channel.title', { ...when, channel: `<#${channelId}>` }),
    });
  }),
};
