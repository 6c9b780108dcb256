/** Averages of the hours of a week: seven days, Monday first, of 24 hours. Null where none was observed. */
export type WeekHours = (number | null)[][];
