/** Repeatable chance for payloads made up in tests and benches. */
export interface Random {
  /** A whole number from 0 up to, not including, `below` (at most 2^32). */
  int(below: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffle<T>(list: readonly T[]): T[];
}

/** mulberry32: 32 bits of state, the same numbers for the same seed. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    chance: (share) => next() < share,
    pick(list) {
      const item = list[int(list.length)];
      if (item === undefined && list.length === 0) throw new RangeError('nothing to pick from');
      return item as (typeof list)[number];
    },
    shuffle(list) {
      const copy = [...list];
      for (let at = copy.length - 1; at > 0; at--) {
        const other = int(at + 1);
        [copy[at], copy[other]] = [copy[other] as (typeof list)[number], copy[at] as (typeof list)[number]];
      }
      return copy;
    },
  };
}
