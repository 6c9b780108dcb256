/** Below it a number could be of somebody: it is said to be few. */
export const FLOOR = 10;

/** A number that everybody may read. */
export type Figure = number | 'few';

export function figureOf(count: number): Figure {
  return count > 0 && count < FLOOR ? 'few' : count;
}

/** Of so many; null where they are too few to say. */
export function shareOf(part: number, whole: number): number | null {
  return whole < FLOOR ? null : part / whole;
}
