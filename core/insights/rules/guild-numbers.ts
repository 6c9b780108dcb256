import type { Annotation } from '#core/analytics/rules/annotations.ts';
import type { CohortRow } from '#core/analytics/rules/cohorts.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import { type DayTotals, leavesOf } from '#core/analytics/rules/totals.ts';
import type { WeekHours } from '#core/analytics/rules/week-hours.ts';
import { MARKED_UNDER, voiceTotalMs } from '#core/analytics/rules.ts';
import { type Measure, REPORT_DAYS } from '../schema.ts';
import { mean } from './statistics.ts';

/** A channel over the weeks of a report: the newest first, which is the one that is told of. */
export interface ChannelWeeks {
  id: string;
  messages: readonly number[];
  voiceMs: readonly number[];
}

/** What a report is made of: totals that name nobody, and no word that anybody wrote but for what stands beside days. */
export interface GuildNumbers {
  /** The seven days that are told of. */
  period: Period;
  /** Of the period and a year before it; a day that is missing was not observed. */
  days: readonly DayTotals[];
  channels: readonly ChannelWeeks[];
  /** Messages by weekday and hour: of the period, and the average of the four weeks before. */
  hours: { now: WeekHours; before: WeekHours };
  cohorts: readonly CohortRow[];
  notes: readonly Pick<Annotation, 'id' | 'day'>[];
}

/** Seven days, as far back as a number says: 0 are those of the report. A value is null where too little was observed. */
export interface Week extends Period {
  observed: { messages: number; voice: number };
  values: Record<Measure, number | null>;
}

/** The weeks of a report and those before it, the newest first, with the same weekdays each. */
export function weeksOf({ period, days }: Pick<GuildNumbers, 'period' | 'days'>, count: number): Week[] {
  const byDay = new Map(days.map((day) => [day.day, day]));
  return Array.from({ length: count }, (_, back) => {
    const toDay = period.toDay - back * REPORT_DAYS;
    const fromDay = toDay - REPORT_DAYS + 1;
    const inside = Array.from({ length: REPORT_DAYS }, (_, index) => byDay.get(fromDay + index)).filter(
      (day) => day !== undefined,
    );
    const share = (of: 'messages' | 'voice') =>
      inside.reduce((total, day) => total + day.observed[of], 0) / REPORT_DAYS;
    const observed = { messages: share('messages'), voice: share('voice') };
    const seen = observed.messages >= MARKED_UNDER && inside.length === REPORT_DAYS;
    const heard = observed.voice >= MARKED_UNDER && inside.length === REPORT_DAYS;
    const add = (value: (day: DayTotals) => number) => inside.reduce((total, day) => total + value(day), 0);
    return {
      ...{ fromDay, toDay, observed },
      values: {
        messages: seen ? add((day) => day.messages) : null,
        voice: heard ? add((day) => voiceTotalMs(day.voice)) : null,
        active: seen && heard ? (inside.at(-1)?.activeWeek ?? null) : null,
        posters: seen ? mean(inside.map((day) => day.posters)) : null,
        joins: seen ? add((day) => day.joins) : null,
        leaves: seen ? add(leavesOf) : null,
      },
    };
  });
}
