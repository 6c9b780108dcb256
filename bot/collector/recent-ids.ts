import { DISCORD_EPOCH_MS } from '#core/platform/snowflake.ts';

const FIRST_CAPACITY = 256;

/** An id is its instant times 2^22, so its upper half is the instant divided by 2^10. */
const MS_PER_HIGH = 1_024;
const LOW_PER_MS = 4_194_304;

/**
 * Ids of the messages counted last, as pairs of 32-bit halves. A hole begins a second before the last observation, so
 * some of its messages were counted already: these are known by their ids and by nothing else.
 */
export class RecentIds {
  private halves = new Uint32Array(2 * FIRST_CAPACITY);
  private length = 0;

  constructor(ids: readonly string[]) {
    for (const id of ids) this.add(Number(BigInt(id) >> 32n), Number(BigInt(id) & 0xffffffffn), 0);
  }

  /** @param forgetBeforeMs messages made before this are not asked for any more */
  add(high: number, low: number, forgetBeforeMs: number): void {
    if (this.length === this.halves.length) this.makeRoom(forgetBeforeMs);
    this.halves[this.length] = high;
    this.halves[this.length + 1] = low;
    this.length += 2;
  }

  /** Ids of messages made at this instant or later, as decimal text. */
  since(fromMs: number): string[] {
    const ids: string[] = [];
    for (let at = 0; at < this.length; at += 2) {
      if (this.msAt(at) < fromMs) continue;
      ids.push(((BigInt(this.halves[at] ?? 0) << 32n) | BigInt(this.halves[at + 1] ?? 0)).toString());
    }
    return ids;
  }

  forgetBefore(ms: number): void {
    let kept = 0;
    for (let at = 0; at < this.length; at += 2) {
      if (this.msAt(at) < ms) continue;
      this.halves[kept] = this.halves[at] ?? 0;
      this.halves[kept + 1] = this.halves[at + 1] ?? 0;
      kept += 2;
    }
    this.length = kept;
  }

  private makeRoom(forgetBeforeMs: number): void {
    this.forgetBefore(forgetBeforeMs);
    if (this.length * 2 <= this.halves.length) return;
    const larger = new Uint32Array(this.halves.length * 2);
    larger.set(this.halves);
    this.halves = larger;
  }

  private msAt(at: number): number {
    const low = this.halves[at + 1] ?? 0;
    return (this.halves[at] ?? 0) * MS_PER_HIGH + Math.floor(low / LOW_PER_MS) + DISCORD_EPOCH_MS;
  }
}
