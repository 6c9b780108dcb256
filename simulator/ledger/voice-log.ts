/** Bits of a voice state as the ledger sees it. */
export const VOICE_FLAG = { muted: 1, deafened: 2, afk: 4 } as const;

const CHUNK = 16_384;

/**
 * Every change of a voice state, in order. `channel` -1 means that the person is in no channel any more.
 * Bots are left out by the writer: they never count.
 */
export class VoiceLog {
  private readonly chunks: { ms: Float64Array; numbers: Int32Array }[] = [];
  length = 0;

  append(ms: number, guild: number, channel: number, user: number, flags: number): void {
    const at = this.length % CHUNK;
    if (at === 0) this.chunks.push({ ms: new Float64Array(CHUNK), numbers: new Int32Array(CHUNK * 4) });
    const chunk = this.chunks[this.chunks.length - 1];
    if (!chunk) throw new RangeError('no chunk');
    chunk.ms[at] = ms;
    chunk.numbers.set([guild, channel, user, flags], at * 4);
    this.length += 1;
  }

  /** Calls `visit` for the first `until` changes, in order. */
  forEach(
    until: number,
    visit: (ms: number, guild: number, channel: number, user: number, flags: number) => void,
  ): void {
    for (let i = 0; i < until; i += 1) {
      const chunk = this.chunks[Math.floor(i / CHUNK)];
      if (!chunk) return;
      const at = i % CHUNK;
      const n = chunk.numbers;
      visit(chunk.ms[at] ?? 0, n[at * 4] ?? 0, n[at * 4 + 1] ?? 0, n[at * 4 + 2] ?? 0, n[at * 4 + 3] ?? 0);
    }
  }
}
