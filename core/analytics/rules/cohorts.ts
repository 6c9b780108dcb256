/**
 * What became of those who joined: `known` how many of `joined` stayed and were active · `not-yet` the week is not over
 * for all of them · `few` fewer joined than may be kept · `unobserved` too little was observed, or nobody counted.
 */
export type CohortWeek =
  | { state: 'known'; stayed: number; active: number }
  | { state: 'not-yet' }
  | { state: 'few' }
  | { state: 'unobserved' };

/** People who joined in a calendar week, by its Monday in days since 1970. */
export interface CohortRow {
  week: number;
  /** Null where it is not known, or too few to be kept. */
  joined: number | null;
  week1: CohortWeek;
  week4: CohortWeek;
}
