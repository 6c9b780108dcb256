import type { Clock } from '#core/platform/clock.ts';

/** Events of different guilds may overtake each other on their way: a hole begins this much before the last one seen. */
export const OVERTAKING_MS = 1_000;

/** Discord's clock may be this much ahead of ours; a message of a later instant says nothing about it. */
const BELIEVED_AHEAD_MS = 10_000;

/** What is read within so long of a message, before it or behind, piled up with it, and is as late. */
const PILE_MS = 250;
/** What comes later is as late as the least late message of this time: a pause of this process passes, a slow wire stays. */
const WINDOW_MS = 10_000;

/**
 * What a shard's stream says about time: up to when everything Discord sent is known, and when an event happened that
 * carries no time of its own (docs/decisions/0003 and 0004).
 *
 * A stream comes in order, so what proves that something was sent at an instant proves that all sent before has come:
 * the snowflake of a message, and the answer to what this process sent itself. The instant a frame is received at
 * proves nothing: what was sent meanwhile may still be under way.
 */
export class StreamClock {
  private readonly clock: Clock;
  /** The newest instant proven, by Discord's clock or ours; 0 where none ever was. */
  private proven: number;
  /** How late the stream was last seen to be, and when. */
  private delayMs = 0;
  private delayedAtMs = 0;
  /** The least delay since the window began, and in the window before it. */
  private leastMs = Number.POSITIVE_INFINITY;
  private leastBeforeMs = Number.POSITIVE_INFINITY;
  private windowFromMs = 0;
  /** When the identify or resume of this connection was sent. */
  private askedAtMs = 0;
  /** Events come from the past, or none comes. */
  private isReplaying = true;

  constructor(clock: Clock, observedMs: number | null) {
    this.clock = clock;
    this.proven = observedMs ?? 0;
  }

  /** Up to when everything Discord sent is known; null where nothing ever was. */
  get observedMs(): number | null {
    return this.proven === 0 ? null : Math.min(this.proven, this.clock.now());
  }

  /** All that came so far was made at this instant or before, by Discord's clock or ours. */
  get newestMs(): number {
    const now = this.clock.now();
    return this.proven - now > BELIEVED_AHEAD_MS ? now : Math.max(this.proven, now);
  }

  /** The instant an event without a time is taken to have happened at. */
  instant(): number {
    const now = this.clock.now();
    if (this.isReplaying) return this.observedMs ?? now;
    return Math.max(this.observedMs ?? 0, now - this.delayAt(now));
  }

  /** Whether it is known how late the stream is now; a message right behind may say so later (`instantOfRead`). */
  get isDated(): boolean {
    return this.isReplaying || this.clock.now() - this.delayedAtMs <= PILE_MS;
  }

  /** The instant of an event that was read a moment ago, when the stream was known up to `observedMs`. */
  instantOfRead(readAtMs: number, observedMs: number | null): number {
    return Math.max(observedMs ?? 0, readAtMs - this.delayAt(readAtMs));
  }

  /** A message of this instant came. */
  seen(createdMs: number): void {
    if (createdMs <= this.proven) return;
    this.proven = createdMs;
    if (!this.isReplaying) this.delayed(createdMs);
  }

  /**
   * Discord answered a heartbeat that was sent at this instant. The answer may overtake dispatches that wait for a slow
   * reader: as late as messages are, so late other dispatches can be, and twice that is left out.
   */
  answered(sentAtMs: number): void {
    const margin = Math.max(OVERTAKING_MS, 2 * this.delayAt(this.clock.now()));
    this.proven = Math.max(this.proven, sentAtMs - margin);
  }

  /** An identify or a resume is sent now. */
  asked(): void {
    this.askedAtMs = this.clock.now();
  }

  /** READY came: the stream begins. */
  began(): void {
    this.isReplaying = false;
    this.proven = Math.max(this.proven, this.askedAtMs);
    this.delayedAtMs = 0;
  }

  /** RESUMED came. What waits right behind the replay was sent after the resume, and is as late as the replay is long. */
  resumed(): void {
    this.isReplaying = false;
    this.proven = Math.max(this.proven, this.askedAtMs);
    const now = this.clock.now();
    this.delayMs = Math.max(0, now - this.proven);
    this.delayedAtMs = now;
  }

  /** The connection is gone. What comes next comes from the past. */
  stopped(): void {
    this.isReplaying = true;
  }

  private delayed(createdMs: number): void {
    const now = this.clock.now();
    this.delayedAtMs = now;
    this.delayMs = Math.max(0, now - createdMs);
    const inWindowMs = now - this.windowFromMs;
    if (inWindowMs > WINDOW_MS) {
      this.leastBeforeMs = inWindowMs > 2 * WINDOW_MS ? Number.POSITIVE_INFINITY : this.leastMs;
      this.leastMs = Number.POSITIVE_INFINITY;
      this.windowFromMs = now;
    }
    if (this.delayMs < this.leastMs) this.leastMs = this.delayMs;
  }

  private delayAt(now: number): number {
    if (Math.abs(now - this.delayedAtMs) <= PILE_MS) return this.delayMs;
    if (now - this.windowFromMs > 2 * WINDOW_MS) return 0;
    return Math.min(this.leastMs, this.leastBeforeMs);
  }
}
