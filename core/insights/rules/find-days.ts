import type { DayTotals } from '#core/analytics/rules/totals.ts';
import { MARKED_UNDER } from '#core/analytics/rules.ts';
import { REPORT_DAYS } from '../schema.ts';
import { type Found, sureOf } from './find-levels.ts';
import type { GuildNumbers, Week } from './guild-numbers.ts';
import { chanceOf, logOf, median, spreadAround, sum } from './statistics.ts';

/** The same weekdays before, that a day is compared with. */
const SAME_DAYS = 8;
const NEEDED_DAYS = 5;
const NEEDED_MESSAGES = 30;
const BURST = 10;
/** Seven days are looked at. */
const CAUTION = 0.6;
/** Weeks in which one weekday has to be ahead. */
const PATTERN_WEEKS = 8;
const PATTERN_AHEAD = 6;
const DAY_HOURS = 24;

/** Days that were unlike the same weekday before, the one that stands out most, and days beside which something is written. */
export function findDays({ days, notes, period }: Pick<GuildNumbers, 'days' | 'notes' | 'period'>): Found[] {
  const byDay = new Map(days.filter(({ observed }) => observed.messages >= MARKED_UNDER).map((day) => [day.day, day]));
  const told = Array.from({ length: REPORT_DAYS }, (_, index) => period.fromDay + index).flatMap((day) => {
    const found = lookAtDay(day, byDay);
    return found ? [found] : [];
  });
  const odd = told.filter(({ sure }) => sure !== 'open').sort((a, b) => b.weight - a.weight)[0];
  const noted = told.flatMap((fact) => {
    const note = notes.find(({ day }) => day === fact.fromDay);
    // What stands beside a day is worth saying, whatever came of it; where it came to nothing, that is said too.
    return note ? [{ ...fact, kind: 'note' as const, noteId: note.id, weight: fact.weight + 2 }] : [];
  });
  return [...noted.slice(0, 2), ...(odd && !noted.some(({ fromDay }) => fromDay === odd.fromDay) ? [odd] : [])];
}

function lookAtDay(day: number, byDay: ReadonlyMap<number, DayTotals>): Found | null {
  const now = byDay.get(day)?.messages;
  const same = Array.from({ length: SAME_DAYS }, (_, back) => byDay.get(day - (back + 1) * 7)?.messages).filter(
    (value) => value !== undefined,
  );
  if (now === undefined || same.length < NEEDED_DAYS) return null;
  const was = median(same);
  if (was < 1 || Math.max(now, was) < NEEDED_MESSAGES) return null;
  const logs = same.map(logOf);
  const deviations = (logOf(now) - logOf(was)) / Math.max(spreadAround(median(logs), logs), chanceOf(now, was, BURST));
  return {
    ...{ kind: 'day', measure: 'messages', channelId: null, noteId: null },
    ...{ direction: now > was ? 'up' : now < was ? 'down' : null, sure: sureOf(Math.abs(deviations), CAUTION) },
    ...{ fromDay: day, toDay: day, weight: Math.abs(deviations) },
    values: { now, was, weeks: same.length, day },
  };
}

/** The weekday on which most is written, where it is the same one week after week. */
export function findWeekday({ days, period }: Pick<GuildNumbers, 'days' | 'period'>, weeks: readonly Week[]): Found[] {
  const whole = weeks.slice(0, PATTERN_WEEKS).filter(({ values }) => (values.messages ?? 0) >= NEEDED_MESSAGES);
  if (whole.length < PATTERN_WEEKS) return [];
  const byDay = new Map(days.map((day) => [day.day, day.messages]));
  const of = (week: Week) => Array.from({ length: REPORT_DAYS }, (_, index) => byDay.get(week.fromDay + index) ?? 0);
  const ahead = whole.map((week) => {
    const values = of(week);
    return (week.fromDay + 3 + values.indexOf(Math.max(...values))) % REPORT_DAYS;
  });
  const weekday = [0, 1, 2, 3, 4, 5, 6].find((one) => ahead.filter((day) => day === one).length >= PATTERN_AHEAD);
  if (weekday === undefined) return [];
  const [first] = whole;
  const fromDay = whole.at(-1)?.fromDay ?? period.fromDay;
  const place = (weekday - ((fromDay + 3) % REPORT_DAYS) + REPORT_DAYS) % REPORT_DAYS;
  const share = sum(whole.map((week) => of(week)[place] ?? 0)) / sum(whole.flatMap(of));
  const ledIn = ahead.filter((day) => day === weekday).length;
  return [
    {
      ...{ kind: 'weekday', measure: 'messages', channelId: null, noteId: null, direction: null },
      ...{ sure: ledIn >= 7 ? 'clear' : 'likely', fromDay, toDay: first?.toDay ?? period.toDay, weight: 1 },
      values: { weekday, share, part: ledIn, weeks: whole.length },
    },
  ];
}

/** Whether the hour in which most is written is another than in the four weeks before. */
export function findHour({ hours, period }: Pick<GuildNumbers, 'hours' | 'period'>): Found[] {
  const profile = (week: GuildNumbers['hours']['now']) =>
    week.some((day) => day.some((value) => value === null))
      ? null
      : Array.from({ length: DAY_HOURS }, (_, hour) => sum(week.map((day) => day[hour] ?? 0)));
  const [now, before] = [profile(hours.now), profile(hours.before)];
  if (!now || !before) return [];
  const [hour, hourWas] = [topOf(now), topOf(before)];
  const apart = Math.min(Math.abs(hour - hourWas), DAY_HOURS - Math.abs(hour - hourWas));
  const [top = 0, old = 0, topWas = 0, oldWas = 0] = [now[hour], now[hourWas], before[hour], before[hourWas]];
  if (apart < 2 || top + old < NEEDED_MESSAGES) return [];
  // It has to lead by more than chance, and so had the other one before, over four weeks.
  const lead = (top - old) / Math.sqrt(BURST * (top + old));
  const leadWas = (4 * (oldWas - topWas)) / Math.sqrt(BURST * 4 * (oldWas + topWas));
  const sure = sureOf(Math.min(lead, leadWas));
  if (sure === 'open') return [];
  return [
    {
      ...{ kind: 'hour', measure: 'messages', channelId: null, noteId: null, direction: null, sure },
      ...{ fromDay: period.fromDay, toDay: period.toDay, weight: Math.min(lead, leadWas) },
      values: { hour, hourWas, weeks: 4 },
    },
  ];
}

const topOf = (values: readonly number[]) => values.indexOf(Math.max(...values));
