/** Milliseconds before the next start, after `failures` deaths in a row: 250 ms doubling up to a minute, give or take a fifth. */
export function backOffMs(failures: number, random: () => number = Math.random): number {
  const base = Math.min(60_000, 250 * 2 ** Math.min(20, Math.max(0, failures - 1)));
  return Math.round(base * (0.8 + random() * 0.4));
}
