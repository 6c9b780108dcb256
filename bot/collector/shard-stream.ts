import { isCountedMessage } from '#core/analytics/rules.ts';
import type { ShardOffset } from '#core/gateway/commit-offsets.server.ts';
import type { ShardLease } from '#core/gateway/take-shards.server.ts';
import { snowflakeMs } from '#core/platform/snowflake.ts';
import type { CountedGuild, Counting } from './counting.ts';
import { type Fields, isFields, listOf, readId } from './read-dispatch.ts';
import { peekedSequence, peekGuild, readRest } from './read-message-create.ts';
import type { GatewayPayload } from './read-payload.ts';
import { RecentIds } from './recent-ids.ts';
import { ShardGuilds } from './shard-guilds.ts';
import { OVERTAKING_MS, StreamClock } from './stream-clock.ts';

const DAY_MS = 86_400_000;
/** Messages of another time than this are not counted: their day's rows would be gone already, or are not to come yet. */
const OLDEST_MS = 30 * DAY_MS;
const NEWEST_MS = DAY_MS;

/** A sequence this far ahead is no sequence of this session. */
const MAX_STEP = 1_000_000;

export interface ResumableSession {
  sessionId: string;
  resumeUrl: string | null;
  sequence: number;
}

/**
 * One shard's stream of dispatches, applied in order and once: which session it is, up to which sequence it was applied
 * (held) and committed (durable), and up to which instant everything Discord sent is known (observed).
 */
export class ShardStream {
  readonly shardId: number;
  readonly epoch: string;
  readonly guilds: ShardGuilds;
  /** Dispatches applied by this process. */
  events = 0;
  private readonly counting: Counting;
  private readonly clock: StreamClock;
  private readonly recent: RecentIds;
  private phase: 'down' | 'replaying' | 'live' = 'down';
  private sessionId: string | null;
  private resumeUrl: string | null;
  private held: number;
  private durableSessionId: string | null;
  private durable: number;
  /** Voice states that came after a silence: how late they are, a message right behind them may say. */
  private undated: { state: Fields; readAtMs: number; observedMs: number | null }[] = [];

  constructor(lease: ShardLease, counting: Counting) {
    const isResumable = lease.sessionId !== null && lease.sequence !== null;
    this.shardId = lease.shardId;
    this.epoch = lease.epoch;
    this.counting = counting;
    this.recent = new RecentIds(lease.recentIds);
    this.guilds = new ShardGuilds(lease.shardId, counting, this.recent);
    this.clock = new StreamClock(counting.clock, lease.observedMs);
    this.sessionId = isResumable ? lease.sessionId : null;
    this.resumeUrl = isResumable ? lease.resumeGatewayUrl : null;
    this.held = isResumable ? (lease.sequence ?? 0) : 0;
    this.durableSessionId = this.sessionId;
    this.durable = this.held;
  }

  get heldSequence(): number | null {
    return this.sessionId === null ? null : this.held;
  }

  /** What a heartbeat may acknowledge: Discord can forget it then. */
  get durableSequence(): number | null {
    return this.sessionId !== null && this.sessionId === this.durableSessionId ? this.durable : null;
  }

  /** Up to when everything Discord sent is known; null where nothing ever was. */
  get observedMs(): number | null {
    return this.clock.observedMs;
  }

  session(): ResumableSession | null {
    if (this.sessionId === null) return null;
    return { sessionId: this.sessionId, resumeUrl: this.resumeUrl, sequence: this.held };
  }

  offset(): ShardOffset {
    this.recent.forgetBefore(this.holeFromMs);
    return {
      shardId: this.shardId,
      epoch: this.epoch,
      sessionId: this.sessionId,
      resumeGatewayUrl: this.resumeUrl,
      sequence: this.heldSequence,
      observedMs: this.observedMs,
      recentIds: this.recent.since(0),
    };
  }

  settle(offset: ShardOffset): void {
    this.durableSessionId = offset.sessionId;
    this.durable = offset.sequence ?? 0;
  }

  /** A resume is sent on a new connection. */
  startReplay(): void {
    this.phase = 'replaying';
    this.clock.asked();
  }

  /** An identify is sent on a new connection. */
  startSession(): void {
    this.clock.asked();
  }

  /** The connection is gone; the session may go on. */
  disconnect(): void {
    this.dateVoice();
    this.phase = 'down';
    this.clock.stopped();
  }

  /** Discord answered a heartbeat that was sent at this instant. */
  proveUntil(sentAtMs: number): void {
    if (this.phase === 'live') this.clock.answered(sentAtMs);
  }

  /** The session is over. What Discord sent after the last observation will not come any more. */
  endSession(reason: string): void {
    this.disconnect();
    this.sessionId = null;
    this.resumeUrl = null;
    this.held = 0;
    this.noticeHole(reason);
  }

  /**
   * A new process that nobody left a session to. Who left the session ended the voice with it; what is still there is
   * of another number of shards, and how long it went on is not known.
   */
  startWithoutSession(): void {
    this.guilds.endVoice(0);
    this.noticeHole('restart');
  }

  /** The hot path: applies a MESSAGE_CREATE without parsing it. @returns false where the text must be parsed. */
  applyText(text: string): boolean {
    const guildId = peekGuild(text);
    if (guildId === null) return false;
    const sequence = peekedSequence();
    if (this.phase === 'down' || !this.isNext(sequence)) return true;
    const guild = this.counting.guilds.get(guildId);
    if (guild === undefined) {
      this.advance(sequence);
      return true;
    }
    const message = readRest(text);
    if (message === null) return false;
    this.advance(sequence);
    if (message === 'not counted') return true;
    const { createdMs } = message;
    if (!this.isCountedNow(guild, createdMs)) return true;
    this.recent.add(message.idHigh, message.idLow, this.holeFromMs);
    this.counting.messages.add(guild.slots, message.channelId, message.userHigh, message.userLow, createdMs);
    return true;
  }

  /** Applies a parsed dispatch. @returns whether it was new and in order: only then may anybody else act on it. */
  apply(payload: GatewayPayload): boolean {
    if (payload.t === 'READY') return this.beginSession(payload);
    if (payload.t === 'RESUMED') return this.finishReplay(payload);
    if (this.phase === 'down' || payload.s === null || !this.isNext(payload.s)) return false;
    this.advance(payload.s);
    if (isFields(payload.d)) this.applyEvent(payload.t, payload.d);
    return true;
  }

  /** Hands over the voice time of guilds where the last time is a while ago, or everywhere. */
  accrueVoice(everywhere: boolean): void {
    this.dateVoice();
    const { observedMs } = this;
    if (observedMs !== null) this.guilds.accrueVoice(observedMs, everywhere);
  }

  /** An entitlement began. Where there is no session, its guilds come with the next one. */
  startCounting(guild: CountedGuild): void {
    if (this.sessionId !== null) this.guilds.startCounting(guild, this.instant());
  }

  /** An entitlement ended, at `endMs` at the latest. */
  stopCounting(guild: CountedGuild, endMs: number): void {
    this.dateVoice();
    this.guilds.stopCounting(guild, Math.min(endMs, this.observedMs ?? this.counting.clock.now()));
  }

  private isNext(sequence: number): boolean {
    return sequence > this.held && sequence - this.held <= MAX_STEP;
  }

  private advance(sequence: number): void {
    this.held = sequence;
    this.events++;
  }

  /** From where on a hole would begin that is noticed now. */
  private get holeFromMs(): number {
    return (this.observedMs ?? 0) - OVERTAKING_MS;
  }

  /** Notes that a message of this instant came. @returns whether it is counted as it comes */
  private isCountedNow(guild: CountedGuild, createdMs: number): boolean {
    const { takenAtMs } = this.counting;
    if (createdMs < takenAtMs - OLDEST_MS || createdMs > takenAtMs + NEWEST_MS) return false;
    this.clock.seen(createdMs);
    if (this.undated.length > 0) this.dateVoice();
    return createdMs >= guild.countFromMs;
  }

  /** When an event happened that came just now, with all that came before it applied. */
  private instant(): number {
    this.dateVoice();
    return this.clock.instant();
  }

  private onVoiceState(state: Fields): void {
    if (this.clock.isDated) this.guilds.onVoiceState(state, this.clock.instant());
    else this.undated.push({ state, readAtMs: this.counting.clock.now(), observedMs: this.observedMs });
  }

  /** Applies what waited for a message, with what is known of the stream's lateness now. */
  private dateVoice(): void {
    const { undated } = this;
    this.undated = [];
    for (const { state, readAtMs, observedMs } of undated)
      this.guilds.onVoiceState(state, this.clock.instantOfRead(readAtMs, observedMs));
  }

  private noticeHole(reason: string): void {
    const { observedMs } = this;
    if (observedMs !== null) this.guilds.noticeHole(observedMs, reason);
  }

  private beginSession(payload: GatewayPayload): boolean {
    const ready = payload.d;
    if (this.phase !== 'down' || this.sessionId !== null || !isFields(ready)) return false;
    if (typeof ready.session_id !== 'string' || payload.s === null) return false;
    this.noticeHole('session-lost');
    this.sessionId = ready.session_id;
    this.resumeUrl = typeof ready.resume_gateway_url === 'string' ? ready.resume_gateway_url : null;
    this.held = payload.s;
    this.events++;
    this.phase = 'live';
    this.clock.began();
    const guildIds = listOf(ready.guilds).flatMap((guild) => readId(guild.id) ?? []);
    this.guilds.begin(guildIds, this.counting.clock.now());
    return true;
  }

  private finishReplay(payload: GatewayPayload): boolean {
    if (this.phase !== 'replaying') return false;
    if (payload.s !== null && this.isNext(payload.s)) this.held = payload.s;
    this.phase = 'live';
    this.clock.resumed();
    return true;
  }

  private applyEvent(name: string | null, event: Fields): void {
    switch (name) {
      case 'MESSAGE_CREATE':
        this.onMessage(event);
        return;
      case 'VOICE_STATE_UPDATE':
        this.onVoiceState(event);
        return;
      case 'GUILD_CREATE':
        this.guilds.onGuildCreate(event, this.instant(), this.clock.newestMs);
        return;
      case 'GUILD_UPDATE':
        this.guilds.onGuildUpdate(event, this.instant());
        return;
      case 'GUILD_DELETE':
        this.guilds.onGuildDelete(event, this.instant());
        return;
      case 'GUILD_MEMBER_ADD':
        this.guilds.onMember(event, 'join', this.instant());
        return;
      case 'GUILD_MEMBER_REMOVE':
        this.guilds.onMember(event, 'leave', this.instant());
        return;
      case 'INVITE_CREATE':
        this.guilds.onInvite(event, 'created', this.instant());
        return;
      case 'INVITE_DELETE':
        this.guilds.onInvite(event, 'deleted', this.instant());
        return;
      case 'THREAD_CREATE':
      case 'THREAD_UPDATE':
        this.guilds.noteThreads(event.guild_id, [event]);
        return;
      case 'THREAD_LIST_SYNC':
        this.guilds.noteThreads(event.guild_id, event.threads);
        return;
    }
  }

  private onMessage(message: Fields): void {
    const guild = this.counting.guilds.get(String(message.guild_id));
    if (guild === undefined || !isCountedMessage(message) || !isFields(message.author)) return;
    const id = readId(message.id);
    const channelId = readId(message.channel_id);
    const userId = readId(message.author.id);
    if (id === null || channelId === null || userId === null) return;
    const createdMs = snowflakeMs(id);
    if (!this.isCountedNow(guild, createdMs)) return;
    this.recent.add(...halvesOf(id), this.holeFromMs);
    this.counting.messages.add(guild.slots, channelId, ...halvesOf(userId), createdMs);
  }
}

function halvesOf(id: string): [high: number, low: number] {
  const value = BigInt(id);
  return [Number(value >> 32n), Number(value & 0xffffffffn)];
}
