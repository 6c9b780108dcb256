import type { MessageLog } from '../ledger/message-log.ts';
import type { Connection } from './connection.ts';

/** An event that is not a message of the log. `render` gives its d as JSON, blank or full by MESSAGE_CONTENT. */
export interface SideEvent {
  readonly t: string;
  readonly atMs: number;
  /** RESUMED: sent once, skipped in later replays. */
  readonly once?: boolean;
  render(full: boolean): string;
}

export type ReplayTrim = 'window' | 'acknowledged';

/** How much of what was sent a session can send again. */
export interface ReplayWindow {
  ms: number;
  events: number;
  /** `acknowledged` also drops what a heartbeat's d has confirmed, as Discord may do. */
  trim: ReplayTrim;
}

const SIDE = -1;
const FIRST_CAPACITY = 1024;

/**
 * One gateway session: its shard, its sequence, and a ring of what was dispatched. A ring entry is 4 bytes: a place in
 * the message log (relative to `logBase`), or SIDE for an event kept in `side`.
 */
export class Session {
  readonly id: string;
  readonly shardId: number;
  readonly shardCount: number;
  readonly intents: number;
  readonly full: boolean;
  readonly createdMs: number;
  connection: Connection | null = null;
  /** Since when no socket holds it; null while one does. */
  detachedMs: number | null = null;
  lastSequence = 0;
  /** The oldest sequence that can be replayed. */
  firstSequence = 1;
  acknowledged = 0;
  resumes = 0;
  private ring = new Int32Array(FIRST_CAPACITY);
  /** What had been dispatched by when, second by second. */
  private readonly marks: (readonly [ms: number, sequence: number])[] = [];
  private readonly side = new Map<number, SideEvent>();
  private readonly log: MessageLog;
  private readonly logBase: number;

  constructor(
    log: MessageLog,
    given: { id: string; shardId: number; shardCount: number; intents: number; full: boolean; createdMs: number },
  ) {
    this.log = log;
    this.logBase = log.next;
    this.id = given.id;
    this.shardId = given.shardId;
    this.shardCount = given.shardCount;
    this.intents = given.intents;
    this.full = given.full;
    this.createdMs = given.createdMs;
  }

  /** How many events are kept for replay. */
  get kept(): number {
    return this.lastSequence - this.firstSequence + 1;
  }

  pushMessage(logIndex: number, limit: number): void {
    this.push(logIndex - this.logBase, limit);
  }

  pushEvent(event: SideEvent, limit: number): void {
    this.push(SIDE, limit);
    this.side.set(this.lastSequence, event);
  }

  private push(entry: number, limit: number): void {
    while (this.kept >= limit && this.firstSequence < this.unsent) this.dropFirst();
    if (this.kept >= this.ring.length) this.grow();
    this.lastSequence += 1;
    this.ring[this.lastSequence % this.ring.length] = entry;
  }

  /** The first sequence that a living socket still has to be given: the window does not touch it. */
  private get unsent(): number {
    const { connection } = this;
    return connection === null || connection.halfOpen ? this.lastSequence + 1 : connection.cursor;
  }

  private grow(): void {
    const larger = new Int32Array(this.ring.length * 2);
    for (let s = this.firstSequence; s <= this.lastSequence; s += 1) {
      larger[s % larger.length] = this.ring[s % this.ring.length] ?? SIDE;
    }
    this.ring = larger;
  }

  private dropFirst(): void {
    if (this.ring[this.firstSequence % this.ring.length] === SIDE) this.side.delete(this.firstSequence);
    this.firstSequence += 1;
  }

  /** The log index behind a sequence, or -1 for a side event (or one that is gone). */
  messageAt(sequence: number): number {
    const entry = this.ring[sequence % this.ring.length] ?? SIDE;
    return entry === SIDE ? -1 : entry + this.logBase;
  }

  eventAt(sequence: number): SideEvent | null {
    return this.side.get(sequence) ?? null;
  }

  /** World time at which a kept event was dispatched. */
  timeAt(sequence: number): number {
    const index = this.messageAt(sequence);
    if (index < 0) return this.side.get(sequence)?.atMs ?? 0;
    return index < this.log.first ? 0 : this.log.msAt(index);
  }

  /** Called about once a second of the machine's clock: forgets what is older than the window allows. */
  trim(nowMs: number, windowMs: number): void {
    this.marks.push([nowMs, this.lastSequence]);
    const { unsent } = this;
    for (let mark = this.marks[0]; mark && mark[0] <= nowMs - windowMs; mark = this.marks[0]) {
      while (this.firstSequence <= mark[1] && this.firstSequence < unsent) this.dropFirst();
      this.marks.shift();
    }
  }

  /** A heartbeat confirmed everything up to `sequence`. */
  acknowledge(sequence: number, window: ReplayWindow): void {
    this.acknowledged = Math.max(this.acknowledged, sequence);
    if (window.trim !== 'acknowledged') return;
    const { unsent } = this;
    while (this.firstSequence <= sequence && this.firstSequence < unsent) this.dropFirst();
  }

  /** Whether everything from `sequence` on is still here. */
  holds(sequence: number): boolean {
    if (sequence > this.lastSequence) return sequence === this.lastSequence + 1;
    const index = this.messageAt(sequence);
    return sequence >= this.firstSequence && (index < 0 || index >= this.log.first);
  }
}
