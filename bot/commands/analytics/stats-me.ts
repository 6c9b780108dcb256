import { drawReport } from '#bot/reports/draw-report.ts';
import { lines, observedLine, rangeOf } from '#bot/reports/words.ts';
import { getOwnActivity } from '#core/analytics/get-own-activity.server.ts';
import { ACTIVITY_KEPT_DAYS } from '#core/analytics/keep-partitions.server.ts';
import { makeSeries } from '#core/analytics/rules/series.ts';
import { voiceTotalMs } from '#core/analytics/rules.ts';
import { formatDuration, formatNumber } from '#core/i18n/format.ts';
import { brand } from '#core/platform/brand.ts';
import { inGuild, type StatsPart } from '../command.ts';
import { readOption } from '../options.ts';
import { attachPicture } from './attach-picture.ts';

/** What is counted of the person who asks, here, for their eyes alone: there is no option to make it public. */
export const statsMe: StatsPart = {
  name: 'me',
  options: ['ownRange', 'showCounts', 'appearance'],
  answer: inGuild(async (use) => {
    const { guildId, userId, chosen, locale, t, deps } = use;
    const asked = { length: readOption(chosen, 'ownRange'), nowMs: deps.clock.now() };
    const own = await getOwnActivity(deps.db, { guildId, userId }, asked);
    const link = `[${brand.name}](<${deps.origin}>)`;
    if (own === null) return { content: lines(t('commands:stats.me.objected'), link) };
    const { period, timeZone, days } = own;
    const share = (measure: 'messages' | 'voice') =>
      days.reduce((sum, { observed }) => sum + observed[measure], 0) / days.length;
    const observed = { messages: share('messages'), voice: share('voice') };
    if (observed.messages === 0 && observed.voice === 0)
      return { content: lines(t('commands:stats.me.notCounted'), link) };

    const messages = days.reduce((sum, day) => sum + day.messages, 0);
    const voiceMs = days.reduce((sum, day) => sum + voiceTotalMs(day), 0);
    const content = lines(
      t('commands:stats.me.title', { range: rangeOf(period, use), zone: timeZone }),
      t('reports:figure.messages', { value: formatNumber(locale, messages) }),
      t('reports:figure.voice', { value: formatDuration(locale, voiceMs) }),
      observedLine(observed, use),
      t('commands:stats.me.only', { count: ACTIVITY_KEPT_DAYS }),
      link,
    );
    const measure = readOption(chosen, 'showCounts') ?? (messages === 0 && voiceMs > 0 ? 'voice' : 'messages');
    const points = makeSeries(
      period,
      days.map((day) => {
        const parts = [day.activeMs, day.mutedMs, day.deafenedMs];
        const counted = measure === 'messages' ? { value: day.messages } : { value: voiceTotalMs(day), parts };
        // What was not observed at all has no number, so that it is not drawn as none.
        return {
          day: day.day,
          observed: day.observed[measure],
          ...(day.observed[measure] > 0 ? counted : { value: null }),
        };
      }),
      'sum',
    );
    return attachPicture(content, drawReport({ measure, points, period, timeZone, observed, running: true }, use), use);
  }),
};
