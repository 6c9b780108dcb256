import { firstHourOf } from './local-day.ts';

/** Part of a guild's calendar day that lies in one UTC day. */
export interface DayPart {
  /** Days since 1970 on the guild's clocks. */
  day: number;
  /** UTC hours since 1970. */
  fromHour: number;
  toHour: number;
}

/** First hours of the calendar days of a time zone. Each is asked of the clocks once: that takes longer than it seems. */
export class DayStarts {
  readonly #timeZone: string;
  readonly #hours = new Map<number, number>();

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  of(day: number): number {
    let hour = this.#hours.get(day);
    if (hour === undefined) {
      hour = firstHourOf(day, this.#timeZone);
      this.#hours.set(day, hour);
    }
    return hour;
  }

  /** [fromHour, toHour) cut where a day begins, and at midnight UTC, because partitions end there. */
  partsOf(fromHour: number, toHour: number): DayPart[] {
    const parts: DayPart[] = [];
    // No clock is further from UTC than 14 hours.
    let day = Math.floor(fromHour / 24) - 1;
    while (this.of(day + 1) <= fromHour) day += 1;
    for (let from = fromHour; from < toHour; ) {
      while (this.of(day + 1) <= from) day += 1;
      const to = Math.min(this.of(day + 1), (Math.floor(from / 24) + 1) * 24, toHour);
      parts.push({ day, fromHour: from, toHour: to });
      from = to;
    }
    return parts;
  }
}

const known = new Map<string, DayStarts>();

/** Those of a time zone that the runtime knows. */
export function dayStartsOf(timeZone: string): DayStarts {
  const found = known.get(timeZone) ?? new DayStarts(timeZone);
  known.set(timeZone, found);
  return found;
}
