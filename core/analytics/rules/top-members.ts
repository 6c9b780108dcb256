/** Lengths in days, up to the newest day that is over, and measures of which there is a list. */
export const topDays = [7, 28] as const;
export type TopDays = (typeof topDays)[number];
export const topMeasures = ['messages', 'voice'] as const;
export type TopMeasure = (typeof topMeasures)[number];

/** People kept in a list: more than are shown, because who has gone since is left out. */
export const MOST_TOP_MEMBERS = 50;

/** The list that goes with a period of so many days: activity that names people is not held longer. */
export function topDaysFor(days: number): TopDays {
  return days <= 7 ? 7 : 28;
}
