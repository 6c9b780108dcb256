import { HOUR_MS, hourOf } from '#core/platform/snowflake.ts';

/** A calendar day in a time zone, made of the whole UTC hours that begin in it: 24, or 23 and 25 where clocks change. */
export interface LocalDay {
  /** YYYY-MM-DD */
  date: string;
  /** UTC hours since 1970, ascending. */
  hours: number[];
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** Local date and time of day at the start of a UTC hour. */
function wallClock(hour: number, timeZone: string): { date: string; time: string } {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(hour * HOUR_MS)
      .map((part) => [part.type, part.value]),
  );
  return {
    date: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  };
}

/**
 * The day that holds the UTC hour under way. Hours are stored whole, so in zones off the hour a day begins at the first
 * UTC hour after midnight: 00:30 in India.
 */
export function localDayAt(ms: number, timeZone: string): LocalDay {
  return dayAround(hourOf(ms), timeZone);
}

export function localDayBefore(day: LocalDay, timeZone: string): LocalDay {
  return dayAround((day.hours[0] ?? 0) - 1, timeZone);
}

function dayAround(hour: number, timeZone: string): LocalDay {
  const { date } = wallClock(hour, timeZone);
  let first = hour;
  while (wallClock(first - 1, timeZone).date === date) first -= 1;
  let last = hour;
  while (wallClock(last + 1, timeZone).date === date) last += 1;
  return { date, hours: Array.from({ length: last - first + 1 }, (_, index) => first + index) };
}

/** The calendar day that an instant falls on in a time zone, in days since 1970. */
export function dayNumberAt(ms: number, timeZone: string): number {
  return Date.parse(wallClock(hourOf(ms), timeZone).date) / (24 * HOUR_MS);
}

/** The first UTC hour of a calendar day: of `day` and the next it bounds the day, also where the clocks change. */
export function firstHourOf(day: number, timeZone: string): number {
  // No clock is further from UTC than 14 hours.
  let below = day * 24 - 15;
  let first = day * 24 + 15;
  while (first - below > 1) {
    const middle = Math.floor((below + first) / 2);
    if (dayNumberAt(middle * HOUR_MS, timeZone) < day) below = middle;
    else first = middle;
  }
  return first;
}

/** Monday of the week that a calendar day lies in. Both in days since 1970, which was a Thursday. */
export function weekOf(day: number): number {
  return day - ((day + 3) % 7);
}

/**
 * The hour of the day before with the same time on the clock, for each hour of a day. Where the clock shows an hour
 * twice, the second is paired with a second one or with none; an hour that was skipped has no pair.
 */
export function pairHours(day: LocalDay, before: LocalDay, timeZone: string): Map<number, number> {
  const named = (hours: number[]) => {
    const seen = new Map<string, number>();
    return hours.map((hour) => {
      const { time } = wallClock(hour, timeZone);
      const nth = (seen.get(time) ?? 0) + 1;
      seen.set(time, nth);
      return { hour, name: `${time} ${nth}` };
    });
  };
  const byName = new Map(named(before.hours).map(({ hour, name }) => [name, hour]));
  return new Map(
    named(day.hours).flatMap(({ hour, name }) => {
      const pair = byName.get(name);
      return pair === undefined ? [] : [[hour, pair] as const];
    }),
  );
}

/** True where the runtime knows the time zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    clockOf(timeZone);
    return true;
  } catch {
    return false;
  }
}
