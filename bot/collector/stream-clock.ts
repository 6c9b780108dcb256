import type { Clock } from '#core/platform/clock.ts';

/** Events of different guilds may overtake each other on their way: a hole begins this much before the last one seen. */
export const OVERTAKING_MS = 1_000;

/** A message's delay says how late the events after it are, for so long. */
const DELAY_HOLDS_MS = 10_000;
/** What piled up during a replay is read within this time after it. */
const BACKLOG_MS = 500;

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
  /** How late the stream was last seen to be, and when: what comes just after is as late. */
  private delayMs = 0;
  private delayedAtMs = 0;
  /** When the identify or resume of this connection was sent. */
  private askedAtMs = 0;
  private isReplaying = false;

  constructor(clock: Clock, observedMs: number | null) {
    this.clock = clock;
    this.proven = observedMs ?? 0;
  }

  /** Up to when everything Discord sent is known; null where nothing ever was. */
  get observedMs(): number | null {
    return this.proven === 0 ? null : Math.min(this.proven, this.clock.now());
  }

  /** The instant an event without a time is taken to have happened at. */
  instant(): number {
    const now = this.clock.now();
    if (this.isReplaying) return this.observedMs ?? now;
    return Math.max(this.observedMs ?? 0, now - this.delayAt(now));
  }

  /** A message of this instant came. */
  seen(createdMs: number): void {
    if (createdMs <= this.proven) return;
    this.proven = createdMs;
    if (this.isReplaying) return;
    this.delayedAtMs = this.clock.now();
    this.delayMs = Math.max(0, this.delayedAtMs - createdMs);
  }

  /**
   * Discord answered a heartbeat that was sent at this instant. The answer may overtake dispatches that wait for a slow
   * reader: as late as messages are, so late other dispatches can be, and twice that is left out.
   */
  answered(sentAtMs: number): void {
    const margin = Math.max(OVERTAKING_MS, 2 * this.delayAt(this.clock.now()));
    this.proven = Math.max(this.proven, sentAtMs - margin);
  }

  /** An identify or a resume is sent now. Until it is answered, events come from the past. */
  asked(): void {
    this.askedAtMs = this.clock.now();
    this.isReplaying = true;
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
    this.delayedAtMs = now - DELAY_HOLDS_MS + BACKLOG_MS;
  }

  /** The connection is gone: nothing of it is under way any more. */
  stopped(): void {
    this.isReplaying = true;
  }

  private delayAt(now: number): number {
    return now - this.delayedAtMs > DELAY_HOLDS_MS ? 0 : this.delayMs;
  }
}
