export type Random = () => number;

/** A way to write a value. */
export interface Format {
  heldOut: boolean;
  make: (random: Random) => string;
}

export const form = (make: Format['make']): Format => ({ heldOut: false, make });
/** Shown to the redactor in the held-out part alone. */
export const shown = (make: Format['make']): Format => ({ heldOut: true, make });

/** A whole number of the range, both ends included. */
export function within(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

export function oneOf<T>(random: Random, from: readonly T[]): T {
  const one = from[within(random, 0, from.length - 1)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
}

export function letters(random: Random, count: number, from = 'abcdefghijklmnopqrstuvwxyz0123456789'): string {
  return Array.from({ length: count }, () => from[within(random, 0, from.length - 1)]).join('');
}
