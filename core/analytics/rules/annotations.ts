/** As much as fits beside a chart. */
export const LONGEST_ANNOTATION = 120;
/** Of one guild. */
export const MOST_ANNOTATIONS = 500;

/** What an admin wrote beside a day. Plain JSON. */
export interface Annotation {
  id: string;
  /** Calendar day of the guild, in days since 1970. */
  day: number;
  text: string;
}
