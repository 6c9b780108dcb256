/**
 * What people did in a guild, one cell for each hour, channel and person (one cell may come in several parts), its parts
 * beside each other. Of each the first `length`; ids are two numbers each, their halves of 32 bits, the high one
 * first.
 */
export interface Cells {
  length: number;
  hours: Int32Array;
  channelIds: Int32Array;
  userIds: Int32Array;
  /** Messages alone, or active, muted, deafened and alone milliseconds. */
  counts: readonly Int32Array[];
}

/** An array of one dimension as Postgres sends it begins with five numbers, and each element with its length. */
const ARRAY_HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const DIMENSION_AT = 12;

/** Cells taken from arrays of Postgres, which sends numbers with the highest byte first. */
export class TakenCells implements Cells {
  length = 0;
  hours: Int32Array = new Int32Array(0);
  channelIds: Int32Array = new Int32Array(0);
  userIds: Int32Array = new Int32Array(0);
  counts: Int32Array[];

  constructor(kinds: number) {
    this.counts = Array.from({ length: kinds }, () => new Int32Array(0));
  }

  /** Takes those of [fromHour, toHour) from the arrays of a row: int4 hours, int8 channels and people, and int4 counts. */
  take(arrays: readonly (Buffer | null)[], { fromHour, toHour }: { fromHour: number; toHour: number }): void {
    const [hour, channelId, userId, ...counts] = arrays.map((array) => viewOf(array ?? NONE));
    if (!hour || !channelId || !userId || hour.byteLength < ARRAY_HEADER_BYTES) return;
    const given = hour.getInt32(DIMENSION_AT);
    this.#makeRoom(this.length + given);
    const { hours, channelIds, userIds } = this;
    const kept = this.length;
    let next = kept;
    for (let cell = 0; cell < given; cell++) {
      const at = ARRAY_HEADER_BYTES + LENGTH_BYTES + cell * (4 + LENGTH_BYTES);
      const value = hour.getInt32(at);
      if (value < fromHour || value >= toHour) continue;
      const idAt = ARRAY_HEADER_BYTES + LENGTH_BYTES + cell * (8 + LENGTH_BYTES);
      hours[next] = value;
      channelIds[next * 2] = channelId.getInt32(idAt);
      channelIds[next * 2 + 1] = channelId.getInt32(idAt + 4);
      userIds[next * 2] = userId.getInt32(idAt);
      userIds[next * 2 + 1] = userId.getInt32(idAt + 4);
      for (let kind = 0; kind < counts.length; kind++) {
        const ofKind = this.counts[kind];
        if (ofKind) ofKind[next] = counts[kind]?.getInt32(at) ?? 0;
      }
      next += 1;
    }
    this.length = next;
  }

  /** Forgets what was taken, and keeps the room. */
  clear(): void {
    this.length = 0;
  }

  #makeRoom(cells: number): void {
    if (cells <= this.hours.length) return;
    const room = Math.max(cells, this.hours.length * 2);
    this.hours = longer(this.hours, room);
    this.channelIds = longer(this.channelIds, room * 2);
    this.userIds = longer(this.userIds, room * 2);
    this.counts = this.counts.map((count) => longer(count, room));
  }
}

const NONE = Buffer.alloc(0);

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function longer(values: Int32Array, length: number): Int32Array {
  const room = new Int32Array(length);
  room.set(values);
  return room;
}
