const DAY_MS = 86_400_000;

/** Calendar days of a guild, both included, in days since 1970. */
export interface Period {
  fromDay: number;
  toDay: number;
}

/** Lengths in days that are offered ready-made. */
export const offeredDays = [7, 28, 90, 365] as const;

/** Where nothing is asked for. */
export const STANDARD_DAYS = 28;

/** As much as one page draws. */
export const LONGEST_DAYS = 3 * 366;

/** The same number of days right before. */
export function periodBefore({ fromDay, toDay }: Period): Period {
  return { fromDay: fromDay - (toDay - fromDay + 1), toDay: fromDay - 1 };
}

/** YYYY-MM-DD of a day since 1970. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
