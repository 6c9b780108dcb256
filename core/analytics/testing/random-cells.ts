import type { Cells } from '../internal/cells.ts';
import { halvesOf } from '../internal/id-table.ts';

/** What one person did in one channel and hour, in one of perhaps several parts. */
export interface PlainCell {
  hour: number;
  channelId: string;
  userId: string;
  /** Messages alone, or active, muted, deafened and alone milliseconds. */
  counts: number[];
}

/** Numbers from 0 to 1, the same for a seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** Ids that differ in one half alone, with the highest bit of the lower half set and not, and 0. */
export function someIds(count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const [high, low] = [BigInt(n % 7) * 123_456_789n, BigInt(Math.floor(n / 7)) * 715_827_883n];
    return ((high << 32n) | (low & 0xffffffffn)).toString();
  });
}

/** The same beside each other. */
export function cellsOfPlain(cells: readonly PlainCell[], kinds: number): Cells {
  const ids = (idOf: (cell: PlainCell) => string) =>
    Int32Array.from(
      cells.flatMap((cell) => {
        const { high, low } = halvesOf(idOf(cell));
        return [high, low];
      }),
    );
  return {
    length: cells.length,
    hours: Int32Array.from(cells, (cell) => cell.hour),
    channelIds: ids((cell) => cell.channelId),
    userIds: ids((cell) => cell.userId),
    counts: Array.from({ length: kinds }, (_, kind) => Int32Array.from(cells, (cell) => cell.counts[kind] ?? 0)),
  };
}
