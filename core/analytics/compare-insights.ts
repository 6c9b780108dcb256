import type { InsightsInterval, InsightsKind, InsightsRow } from './insights-file.ts';
import { dayOfDate } from './record-range.ts';
import type { DayRecord } from './records.ts';
import { dateOfDay } from './rules/period.ts';

/** What of Discord's has something like it here. Each has its words: what it is, and how the two differ. */
export const comparedMeasures = ['messages', 'communicators', 'speaking', 'newMembers', 'joins', 'leavers'] as const;
export type ComparedMeasure = (typeof comparedMeasures)[number];

/** One interval, as Discord counted it and as it was counted here. Dates are YYYY-MM-DD, both included. */
export interface ComparedInterval {
  from: string;
  to: string;
  discord: number | null;
  /** Null where nothing of it was observed. */
  here: number | null;
  /** Share of the interval that was observed here. */
  observed: number;
}

export interface Comparison {
  kind: InsightsKind;
  interval: InsightsInterval;
  measure: ComparedMeasure;
  intervals: ComparedInterval[];
}

interface Counterpart {
  kind: InsightsKind;
  measure: ComparedMeasure;
  /** Of the lines of one interval. */
  discord: (rows: readonly InsightsRow[]) => number | null;
  /** Of the days of one interval, of which at least one was observed. */
  here: (days: readonly DayRecord[], interval: InsightsInterval) => number | null;
  observed: 'observed_messages' | 'observed_voice';
}

const column = (name: string) => (rows: readonly InsightsRow[]) => {
  const values = rows.flatMap((row) => row.values[name] ?? []);
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
};
const sumOf = (value: (day: DayRecord) => number | null) => (days: readonly DayRecord[]) => {
  const known = days.flatMap((day) => value(day) ?? []);
  return known.length === 0 ? null : known.reduce((total, one) => total + one, 0);
};
const joins = sumOf((day) => day.joins);
const overTheLast = { day: 'active', week: 'active_7_days', month: 'active_30_days' } as const;

const counterparts: readonly Counterpart[] = [
  {
    ...{ kind: 'messages', measure: 'messages', observed: 'observed_messages' },
    discord: column('messages'),
    here: sumOf((day) => day.messages),
  },
  {
    ...{ kind: 'communicators', measure: 'communicators', observed: 'observed_messages' },
    discord: ([row]) => {
      const { visitors = null, pct_communicated: share = null } = row?.values ?? {};
      return visitors === null || share === null ? null : Math.round((visitors * share) / 100);
    },
    here: (days, interval) => days.at(-1)?.[overTheLast[interval]] ?? null,
  },
  {
    ...{ kind: 'voice', measure: 'speaking', observed: 'observed_voice' },
    discord: column('speaking_minutes'),
    here: (days) => {
      const ms = sumOf((day) => day.voice_active_ms)(days);
      return ms === null ? null : Math.round(ms / 60_000);
    },
  },
  {
    ...{ kind: 'activation', measure: 'newMembers', observed: 'observed_messages' },
    discord: column('new_members'),
    here: joins,
  },
  {
    ...{ kind: 'joins', measure: 'joins', observed: 'observed_messages' },
    discord: ([row]) => {
      if (!row) return null;
      const sources = ['discovery_joins', 'invites', 'vanity_joins'].map((name) => column(name)([row]) ?? 0);
      return row.values.total_joins ?? sources.reduce((total, one) => total + one, 0);
    },
    here: joins,
  },
  {
    ...{ kind: 'leavers', measure: 'leavers', observed: 'observed_messages' },
    discord: column('leavers'),
    here: sumOf((day) =>
      day.joins === null
        ? null
        : (day.leaves_under_1_day ?? 0) +
          (day.leaves_1_to_7_days ?? 0) +
          (day.leaves_8_to_30_days ?? 0) +
          (day.leaves_over_30_days ?? 0) +
          (day.leaves_unknown ?? 0),
    ),
  },
];

/** The first and the last day that the lines of a file speak of. */
export function daysOfRows(
  rows: readonly InsightsRow[],
  interval: InsightsInterval,
): { fromDay: number; toDay: number } {
  const starts = startsOf(rows);
  const [first = 0] = starts;
  return { fromDay: first, toDay: endOf(starts, starts.length - 1, interval) };
}

/** Lays a file beside what was counted here. Nothing is added to anything. @param days of the guild that the file speaks of */
export function compareInsights(
  { kind, interval, rows }: { kind: InsightsKind; interval: InsightsInterval; rows: readonly InsightsRow[] },
  days: readonly DayRecord[],
): Comparison[] {
  const byDay = new Map(days.map((day) => [dayOfDate(day.date), day]));
  const starts = startsOf(rows);
  return counterparts
    .filter((one) => one.kind === kind)
    .map(({ measure, discord, here, observed }) => ({
      kind,
      interval,
      measure,
      intervals: starts.map((fromDay, at): ComparedInterval => {
        const toDay = endOf(starts, at, interval);
        const own = Array.from({ length: toDay - fromDay + 1 }, (_, n) => byDay.get(fromDay + n)).flatMap(
          (day) => day ?? [],
        );
        const date = dateOfDay(fromDay);
        const share = own.reduce((total, day) => total + day[observed], 0) / (toDay - fromDay + 1);
        return {
          from: date,
          to: dateOfDay(toDay),
          discord: discord(rows.filter((row) => row.date === date)),
          here: share > 0 ? here(own, interval) : null,
          observed: share,
        };
      }),
    }));
}

function startsOf(rows: readonly InsightsRow[]): number[] {
  return [...new Set(rows.map((row) => dayOfDate(row.date)))].sort((a, b) => a - b);
}

/** An interval ends where its length or the next one says, whichever comes first. */
function endOf(starts: readonly number[], at: number, interval: InsightsInterval): number {
  const start = starts[at] ?? 0;
  const length = { day: 1, week: 7, month: 30 }[interval];
  const next = starts[at + 1] ?? Number.POSITIVE_INFINITY;
  if (interval === 'month' && next - start <= 31) return next - 1;
  return Math.min(start + length, next) - 1;
}
