/** So long totals by the hour are kept. They name nobody; the totals by the day stay when they go. */
export const HOUR_TOTALS_KEPT_DAYS = 100;

/** Averages of the hours of a week: seven days, Monday first, of 24 hours. Null where none was observed. */
export type WeekHours = (number | null)[][];
