import { z } from 'zod';
import { getWeekHours } from '#core/analytics/get-week-hours.server.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Fact } from '../../schema.ts';
import { periodInput, periodOf, periodPath } from './period.ts';
import { type Bound, factOr, type ReadTool, readTool, tenth } from './tool.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** Of a whole week, the busiest hours. */
const BUSIEST = 12;
/** Monday, 5 January 1970, in UTC. */
const MONDAY_MS = 4 * 86_400_000;

/** What hours of the week see on average, in the guild's time zone. */
export function weekHoursTool({ deps, scope, today, timeZone, locale }: Bound): ReadTool {
  const { t } = speakerOf(locale);
  const clock = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return readTool({
    name: 'week_hours',
    description:
      'What an average hour of the week sees: the busiest hours, or all hours of one weekday. Messages or voice time.',
    input: periodInput.extend({
      measure: z.enum(['messages', 'voice']),
      weekday: z.enum(weekdays).nullable().describe('Null: the busiest hours of the whole week.'),
    }),
    fields: ['totals'],
    async read({ measure, weekday, ...input }) {
      const asked = periodOf(input, today);
      const { week, fromDay } = await getWeekHours(
        deps.modelDb,
        { guildId: scope.guildId, channelIds: null },
        { ...asked, timeZone },
        measure,
        deps.clock.now(),
      );
      if (fromDay === null) return unseen(asked);
      const period = { ...asked, fromDay };
      const hours = week.flatMap((day, at) => day.map((value, hour): [number, Fact] => [at, factOf(at, hour, value)]));
      const facts =
        weekday === null
          ? hours
              .map(([, one]) => one)
              .filter(({ value }) => typeof value === 'number' && value > 0)
              .sort((a, b) => Number(b.value) - Number(a.value))
              .slice(0, BUSIEST)
          : hours.filter(([at]) => at === weekdays.indexOf(weekday)).map(([, one]) => one);
      return {
        path: periodPath(scope.guildId, measure, period),
        range: period,
        facts: facts.length > 0 ? facts : [factOr(nameOf(measure), null, 'unobserved')],
      };

      function unseen(range: Period) {
        const path = periodPath(scope.guildId, measure, range);
        return { path, range, facts: [factOr(nameOf(measure), null, 'unknown')] };
      }

      function factOf(at: number, hour: number, value: number | null): Fact {
        const day = clock.format(MONDAY_MS + at * 86_400_000);
        const of = t('assistant:value.everyHour', { day, hour: `${String(hour).padStart(2, '0')}:00` });
        const known = value === null ? null : tenth(measure === 'voice' ? value / 60_000 : value);
        return factOr(nameOf(measure), known, 'unobserved', of);
      }
    },
  });
}

function nameOf(measure: 'messages' | 'voice') {
  return measure === 'voice' ? 'voiceMinutesAnHour' : 'messagesAnHour';
}
