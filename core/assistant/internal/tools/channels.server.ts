import { z } from 'zod';
import { listChannelTotals } from '#core/analytics/list-channel-totals.server.ts';
import { listDays } from '#core/analytics/list-days.server.ts';
import { sumUp } from '#core/analytics/rules/totals.ts';
import { voiceTotalMs } from '#core/analytics/rules.ts';
import { findChannel } from './find-channel.ts';
import { periodInput, periodOf, periodPath } from './period.ts';
import { type Bound, fact, factOr, percent, type ReadTool, readTool, tenth } from './tool.ts';

const MOST = 20;
const HOUR_MS = 3_600_000;

/** What happened in channels that the person may see there; of others not even that they are. */
export function channelsTool({ deps, scope, today, places }: Bound): ReadTool {
  return readTool({
    name: 'channels',
    description:
      'Messages and voice time of each channel over a period, busiest channels first, or of one named channel.',
    input: periodInput.extend({
      channel: z.string().max(100).nullable().describe('Name of one channel, without #. Null: all channels.'),
    }),
    fields: ['totals', 'structure'],
    async read({ channel, ...input }) {
      const visible = await places();
      if (visible === null) return { error: 'Discord cannot be asked for the channels at this moment.' };
      const wanted = channel === null ? null : findChannel(visible, channel);
      if (wanted === undefined) return { error: 'There is no such channel that this person can see.' };
      const period = periodOf(input, today);
      const [totals, days] = await Promise.all([
        listChannelTotals(deps.modelDb, scope, period),
        listDays(deps.modelDb, scope, period),
      ]);
      const { observed } = sumUp(period, days);
      const names = new Map(visible.channels.map(({ id, name }) => [id, name]));
      const none = { id: wanted?.id ?? '', messages: 0, activeMs: 0, mutedMs: 0, deafenedMs: 0 };
      const shown = wanted
        ? [totals.find(({ id }) => id === wanted.id) ?? none]
        : totals.filter(({ id }) => names.has(id)).slice(0, MOST);
      return {
        path: periodPath(scope.guildId, 'messages', period),
        range: period,
        facts: [
          ...shown.flatMap((one) => {
            const name = names.get(one.id) ?? '';
            const voice = tenth(voiceTotalMs(one) / HOUR_MS);
            return [
              factOr('messages', observed.messages > 0 ? one.messages : null, 'unobserved', name),
              ...(voice > 0 || wanted
                ? [factOr('voiceHours', observed.voice > 0 ? voice : null, 'unobserved', name)]
                : []),
            ];
          }),
          fact('observedMessagesPercent', percent(observed.messages)),
          fact('observedVoicePercent', percent(observed.voice)),
        ],
      };
    },
  });
}
