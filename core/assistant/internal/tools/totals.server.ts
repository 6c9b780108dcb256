import { z } from 'zod';
import { listDays } from '#core/analytics/list-days.server.ts';
import { type ChartKey, dayCharts, dayValues } from '#core/analytics/rules/charts.ts';
import { dateOfDay, periodBefore } from '#core/analytics/rules/period.ts';
import { makeSeries } from '#core/analytics/rules/series.ts';
import { leavesOf, mayCompare, type PeriodTotals, sumUp } from '#core/analytics/rules/totals.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Fact, FactName } from '../../schema.ts';
import { periodInput, periodOf, periodPath } from './period.ts';
import { tellsMembers } from './tells-members.server.ts';
import { type Bound, fact, factOr, percent, type ReadTool, readTool, tenth } from './tool.ts';

const HOUR_MS = 3_600_000;

/** What a period comes to, beside as many days before. Where nothing was observed, nothing is known: not zero. */
export function totalsTool({ deps, scope, today }: Bound): ReadTool {
  return readTool({
    name: 'totals',
    description:
      'Totals of a period for the whole server: messages, voice time, active members, people who wrote, compared with the days before.',
    input: periodInput,
    fields: ['totals'],
    async read(input) {
      const period = periodOf(input, today);
      const before = periodBefore(period);
      const days = await listDays(deps.modelDb, scope, { fromDay: before.fromDay, toDay: period.toDay });
      return {
        path: periodPath(scope.guildId, 'overview', period),
        range: period,
        facts: factsOf(sumUp(period, days), sumUp(before, days)),
      };
    },
  });
}

function factsOf(now: PeriodTotals, before: PeriodTotals): Fact[] {
  const seen = (totals: PeriodTotals, measure: 'messages' | 'voice', value: number) =>
    totals.observed[measure] > 0 ? value : null;
  const changed = (measure: 'messages' | 'voice', is: number, was: number) =>
    mayCompare(now, before, measure) && was > 0 ? percent(is / was - 1) : null;
  const round = (value: number | null) => (value === null ? null : tenth(value));
  return [
    factOr('messages', seen(now, 'messages', now.messages), 'unobserved'),
    factOr('messagesBefore', seen(before, 'messages', before.messages), 'unobserved'),
    factOr('messagesChangePercent', changed('messages', now.messages, before.messages), 'unobserved'),
    factOr('voiceHours', seen(now, 'voice', tenth(now.voiceMs / HOUR_MS)), 'unobserved'),
    factOr('voiceHoursBefore', seen(before, 'voice', tenth(before.voiceMs / HOUR_MS)), 'unobserved'),
    factOr('voiceChangePercent', changed('voice', now.voiceMs, before.voiceMs), 'unobserved'),
    factOr('peak', seen(now, 'voice', now.peak ?? 0), 'unobserved'),
    factOr('activeADay', round(now.activeADay), 'unobserved'),
    factOr('activeADayBefore', round(before.activeADay), 'unobserved'),
    factOr('postersADay', round(now.postersADay), 'unobserved'),
    factOr('voiceUsersADay', round(now.voiceUsersADay), 'unobserved'),
    factOr('activeWeek', now.activeWeek, 'unknown'),
    factOr('activeMonth', now.activeMonth, 'unknown'),
    fact('observedMessagesPercent', percent(now.observed.messages)),
    fact('observedVoicePercent', percent(now.observed.voice)),
  ];
}

const measures = [
  ...(['messages', 'voice', 'active', 'posters', 'voiceUsers', 'peak', 'activeWeek', 'activeMonth'] as const),
  ...(['newcomers', 'returned', 'lapsed', 'regulars', 'joins', 'leaves'] as const),
] as const satisfies readonly ChartKey[];
type Measure = (typeof measures)[number];

const names: Readonly<Record<Measure, FactName>> = {
  messages: 'messages',
  voice: 'voiceMinutes',
  active: 'active',
  posters: 'postersADay',
  voiceUsers: 'voiceUsersADay',
  peak: 'peak',
  activeWeek: 'activeWeek',
  activeMonth: 'activeMonth',
  newcomers: 'newcomers',
  returned: 'returned',
  lapsed: 'lapsed',
  regulars: 'regulars',
  joins: 'joins',
  leaves: 'leaves',
};
const pages: Readonly<Partial<Record<Measure, string>>> = {
  ...{ messages: 'messages', posters: 'messages', voice: 'voice', voiceUsers: 'voice', peak: 'voice' },
  ...{ joins: 'growth', leaves: 'growth' },
};

/** One measure over a period: by days, by weeks where it is long and by months where it is longer. */
export function daysTool(bound: Bound): ReadTool {
  const { deps, scope, today, locale } = bound;
  const { t } = speakerOf(locale);
  return readTool({
    name: 'days',
    description:
      'One measure day by day over a period, by weeks or months where the period is long: the course or trend.',
    input: periodInput.extend({ measure: z.enum(measures) }),
    fields: ['totals'],
    async read({ measure, ...input }) {
      const period = periodOf(input, today);
      const chart = dayCharts[measure];
      const days = await listDays(deps.modelDb, scope, period);
      const value = (raw: number) => (measure === 'voice' ? raw / 60_000 : raw);
      const isOfMembers = measure === 'joins' || measure === 'leaves';
      // Without Discord's word nobody is seen to come or go: that is not nobody.
      const isUntold =
        isOfMembers && days.every((day) => day.joins + leavesOf(day) === 0) && !(await tellsMembers(bound));
      return {
        path: periodPath(scope.guildId, pages[measure] ?? 'members', period),
        range: period,
        facts: makeSeries(period, dayValues(days, chart), chart.gathering).map((point) => {
          const [from, to] = [dateOfDay(point.fromDay), dateOfDay(point.toDay)];
          const of = from === to ? from : t('assistant:value.span', { from, to });
          const known = point.observed > 0 && point.value !== null ? tenth(value(point.value)) : null;
          return isUntold
            ? factOr(names[measure], null, 'unknown', of)
            : factOr(names[measure], known, 'unobserved', of);
        }),
      };
    },
  });
}
