import type { Cells } from '../internal/count-day.ts';

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

/** The bytes in which Postgres sends them. */
export function cellsOfPlain(cells: readonly PlainCell[], kinds: number): Cells {
  const bytes = (size: number, write: (buffer: Buffer, cell: PlainCell, at: number) => void) => {
    const buffer = Buffer.alloc(cells.length * size);
    for (const [index, cell] of cells.entries()) write(buffer, cell, index * size);
    return buffer;
  };
  return {
    hours: bytes(4, (buffer, cell, at) => buffer.writeInt32BE(cell.hour, at)),
    channelIds: bytes(8, (buffer, cell, at) => buffer.writeBigInt64BE(BigInt(cell.channelId), at)),
    userIds: bytes(8, (buffer, cell, at) => buffer.writeBigInt64BE(BigInt(cell.userId), at)),
    counts: Array.from({ length: kinds }, (_, kind) =>
      bytes(4, (buffer, cell, at) => buffer.writeInt32BE(cell.counts[kind] ?? 0, at)),
    ),
  };
}
