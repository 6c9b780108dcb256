import { isCountedMessage } from '#core/analytics/rules.ts';
import type { ShardOffset } from '#core/gateway/commit-offsets.server.ts';
import type { ShardLease } from '#core/gateway/take-shards.server.ts';
import { hourOf, snowflakeMs } from '#core/platform/snowflake.ts';
import type { CountedGuild, Counting } from './counting.ts';
import {
  type Fields,
  isFields,
  listOf,
  readGuildFacts,
  readGuildVoiceStates,
  readId,
  readThreads,
  readVoiceState,
} from './read-dispatch.ts';
import { peekedSequence, peekGuild, readRest } from './read-message-create.ts';
import type { GatewayPayload } from './read-payload.ts';

const DAY_MS = 86_400_000;
/** Messages of another time than this are not counted: their day's rows would be gone already, or are not to come yet. */
const OLDEST_MS = 30 * DAY_MS;
const NEWEST_MS = DAY_MS;

/** A sequence this far ahead is no sequence of this session. */
const MAX_STEP = 1_000_000;

/** Events of different guilds may overtake each other on their way: a hole begins this much before the last one seen. */
const OVERTAKING_MS = 1_000;

/** A message's delay says how late the events after it are, for so long. */
const DELAY_HOLDS_MS = 10_000;
/** What piled up during a replay is read within this time after it. */
const BACKLOG_MS = 500;

/** What a person's time in voice is handed over after, so that figures move. */
const ACCRUE_EVERY_MS = 60_000;

export interface ResumableSession {
  sessionId: string;
  resumeUrl: string | null;
  sequence: number;
}

/**
 * One shard's stream of dispatches, applied in order and once: which session it is, up to which sequence it was applied
 * (held) and committed (durable), and up to which instant everything Discord sent is known (observed).
 *
 * A stream comes in order, so what proves that something was sent at an instant proves that all sent before has come:
 * the snowflake of a message, and the answer to what this process sent itself. The instant a frame is received at
 * proves nothing: what was sent meanwhile may still be under way.
 */
export class ShardStream {
  readonly shardId: number;
  readonly epoch: string;
  /** Dispatches applied by this process. */
  events = 0;
  /** Guilds of this shard that are there now, with their AFK channel. */
  readonly present = new Map<string, string | null>();
  private readonly counting: Counting;
  private phase: 'down' | 'replaying' | 'live' = 'down';
  private sessionId: string | null;
  private resumeUrl: string | null;
  private held: number;
  /** The newest instant proven, by Discord's clock or ours; 0 where none ever was. */
  private proven: number;
  /** How late the newest message of this connection came, and when: what came just after it was as late. */
  private delayMs = 0;
  private delayedAtMs = 0;
  /** When the identify or resume of this connection was sent. */
  private askedAtMs = 0;
  private durableSessionId: string | null;
  private durable: number;

  constructor(lease: ShardLease, counting: Counting) {
    const isResumable = lease.sessionId !== null && lease.sequence !== null;
    this.shardId = lease.shardId;
    this.epoch = lease.epoch;
    this.counting = counting;
    this.sessionId = isResumable ? lease.sessionId : null;
    this.resumeUrl = isResumable ? lease.resumeGatewayUrl : null;
    this.held = isResumable ? (lease.sequence ?? 0) : 0;
    this.proven = lease.observedMs ?? 0;
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
    return this.proven === 0 ? null : Math.min(this.proven, this.counting.clock.now());
  }

  get isLive(): boolean {
    return this.phase === 'live';
  }

  session(): ResumableSession | null {
    if (this.sessionId === null) return null;
    return { sessionId: this.sessionId, resumeUrl: this.resumeUrl, sequence: this.held };
  }

  offset(): ShardOffset {
    return {
      shardId: this.shardId,
      epoch: this.epoch,
      sessionId: this.sessionId,
      resumeGatewayUrl: this.resumeUrl,
      sequence: this.heldSequence,
      observedMs: this.observedMs,
    };
  }

  settle(offset: ShardOffset): void {
    this.durableSessionId = offset.sessionId;
    this.durable = offset.sequence ?? 0;
  }

  /** A resume is sent on a new connection. */
  startReplay(): void {
    this.phase = 'replaying';
    this.askedAtMs = this.counting.clock.now();
  }

  /** An identify is sent on a new connection. */
  startSession(): void {
    this.askedAtMs = this.counting.clock.now();
  }

  /** The connection is gone; the session may go on. */
  disconnect(): void {
    this.phase = 'down';
  }

  /**
   * Discord answered a heartbeat that was sent at this instant. The answer may overtake dispatches that wait for a slow
   * reader: as late as messages are, so late other dispatches can be, and twice that is left out.
   */
  proveUntil(sentAtMs: number): void {
    if (this.phase !== 'live') return;
    const provenMs = sentAtMs - Math.max(OVERTAKING_MS, 2 * this.delayAt(this.counting.clock.now()));
    if (provenMs > this.proven) this.proven = provenMs;
  }

  /** The session is over. What Discord sent after the last observation will not come any more. */
  endSession(reason: string): void {
    this.phase = 'down';
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
    for (const guild of this.countedGuilds()) guild.voice.endAll(0);
    this.noticeHole('restart');
  }

  /** Opens the shard's gap, and ends everybody's time in voice, at the last observation. */
  private noticeHole(reason: string): void {
    const { observedMs } = this;
    if (observedMs === null) return;
    for (const guild of this.countedGuilds()) guild.voice.endAll(observedMs);
    const { coverage } = this.counting;
    coverage.openGap({ shardId: this.shardId, guildId: null, kind: 'all', fromMs: observedMs - OVERTAKING_MS, reason });
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
    this.count(guild, message.channelId, message.userHigh, message.userLow, message.createdMs);
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
    const { observedMs } = this;
    if (observedMs === null) return;
    for (const { voice } of this.countedGuilds()) {
      if (voice.people === 0) continue;
      const isDue =
        observedMs - voice.accruedAllMs >= ACCRUE_EVERY_MS || hourOf(observedMs) !== hourOf(voice.accruedAllMs);
      if (everywhere || isDue) voice.accrueAll(observedMs);
    }
  }

  /** The instant an event that carries no time is taken to have happened at: docs/decisions/0003. */
  instant(): number {
    const now = this.counting.clock.now();
    if (this.phase !== 'live') return this.observedMs ?? now;
    return Math.max(this.observedMs ?? 0, now - this.delayAt(now));
  }

  /** Counting of a guild that is here already begins in the middle of a session: who is in voice is not known. */
  startCountingHere(guild: CountedGuild): void {
    if (this.sessionId === null || !this.present.has(guild.guildId)) return;
    const { coverage } = this.counting;
    const { guildId } = guild;
    const fromMs = this.instant();
    guild.voice.setAfkChannel(this.present.get(guildId) ?? null, fromMs);
    if (coverage.isCounting(guildId)) return;
    guild.voice.complete = false;
    coverage.openSpan(guildId, fromMs);
    coverage.openGap({ shardId: this.shardId, guildId, kind: 'voice', fromMs, reason: 'not-yet-known' });
  }

  stopCounting(guild: CountedGuild, atMs: number): void {
    this.closeGuild(guild.guildId, atMs);
    this.counting.remove(guild, atMs);
  }

  private *countedGuilds(): Iterable<CountedGuild> {
    for (const guild of this.counting.guilds.values()) if (guild.shardId === this.shardId) yield guild;
  }

  private isNext(sequence: number): boolean {
    return sequence > this.held && sequence - this.held <= MAX_STEP;
  }

  private advance(sequence: number): void {
    this.held = sequence;
    this.events++;
  }

  private count(guild: CountedGuild, channelId: string, userHigh: number, userLow: number, createdMs: number): void {
    const { takenAtMs } = this.counting;
    if (createdMs < takenAtMs - OLDEST_MS || createdMs > takenAtMs + NEWEST_MS) return;
    if (createdMs > this.proven) this.prove(createdMs);
    this.counting.messages.add(guild.slots, channelId, userHigh, userLow, createdMs);
  }

  private prove(createdMs: number): void {
    this.proven = createdMs;
    if (this.phase !== 'live') return;
    this.delayedAtMs = this.counting.clock.now();
    this.delayMs = Math.max(0, this.delayedAtMs - createdMs);
  }

  /** How late the stream is. */
  private delayAt(now: number): number {
    return now - this.delayedAtMs > DELAY_HOLDS_MS ? 0 : this.delayMs;
  }

  private beginSession(payload: GatewayPayload): boolean {
    const ready = payload.d;
    if (this.phase !== 'down' || this.sessionId !== null || !isFields(ready)) return false;
    if (typeof ready.session_id !== 'string' || payload.s === null) return false;
    const now = this.counting.clock.now();
    this.noticeHole('session-lost');
    this.counting.coverage.closeGap({ shardId: this.shardId, guildId: null, kind: 'all' }, now);
    this.sessionId = ready.session_id;
    this.resumeUrl = typeof ready.resume_gateway_url === 'string' ? ready.resume_gateway_url : null;
    this.held = payload.s;
    this.events++;
    this.phase = 'live';
    this.delayedAtMs = 0;
    this.proven = Math.max(this.proven, this.askedAtMs);
    this.present.clear();
    const guildIds = listOf(ready.guilds).flatMap((guild) => readId(guild.id) ?? []);
    this.counting.noteRoster({ shardId: this.shardId, guildIds, atMs: now });
    const listed = new Set(guildIds);
    for (const { guildId } of this.countedGuilds()) {
      if (!listed.has(guildId)) this.closeGuild(guildId, now);
      else this.openGuildGap(guildId, now, 'session-lost');
    }
    return true;
  }

  private finishReplay(payload: GatewayPayload): boolean {
    if (this.phase !== 'replaying') return false;
    if (payload.s !== null && this.isNext(payload.s)) this.held = payload.s;
    this.phase = 'live';
    this.proven = Math.max(this.proven, this.askedAtMs);
    // What waits right behind the replay was sent after the resume, and is as late as the replay is long.
    const now = this.counting.clock.now();
    this.delayMs = Math.max(0, now - this.proven);
    this.delayedAtMs = now - DELAY_HOLDS_MS + BACKLOG_MS;
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
        this.onGuildCreate(event);
        return;
      case 'GUILD_UPDATE':
        this.onGuildUpdate(event);
        return;
      case 'GUILD_DELETE':
        this.onGuildDelete(event);
        return;
      case 'THREAD_CREATE':
      case 'THREAD_UPDATE':
        this.noteThreads(event.guild_id, [event]);
        return;
      case 'THREAD_LIST_SYNC':
        this.noteThreads(event.guild_id, event.threads);
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
    const user = BigInt(userId);
    this.count(guild, channelId, Number(user >> 32n), Number(user & 0xffffffffn), snowflakeMs(id));
  }

  private onVoiceState(event: Fields): void {
    const guild = this.counting.guilds.get(String(event.guild_id));
    if (guild === undefined) return;
    const { coverage } = this.counting;
    // Outside of what is observed a state says nothing: the guild's next GUILD_CREATE brings them all.
    if (!coverage.isCounting(guild.guildId) || coverage.hasGap(guild.guildId, 'all')) return;
    const state = readVoiceState(event);
    if (state === null) return;
    guild.voice.update(state.userId, state.isBot === true ? null : state.channelId, state.flags, this.instant());
  }

  private onGuildCreate(event: Fields): void {
    const facts = readGuildFacts(event);
    if (facts === null || event.unavailable === true) return;
    const { guildId, afkChannelId } = facts;
    const atMs = this.instant();
    this.present.set(guildId, afkChannelId);
    this.counting.noteGuild({ ...facts, state: 'available', atMs });
    this.counting.joinRoster(this.shardId, guildId);
    const guild = this.counting.guilds.get(guildId);
    if (guild === undefined) return;
    const { coverage } = this.counting;
    const { voice } = guild;
    voice.setAfkChannel(afkChannelId, atMs);
    voice.reconcile(
      readGuildVoiceStates(event).filter((state) => !state.isBot),
      atMs,
    );
    voice.complete = true;
    coverage.openSpan(guildId, atMs);
    for (const kind of ['all', 'voice'] as const) coverage.closeGap({ shardId: this.shardId, guildId, kind }, atMs);
    this.noteThreads(guildId, event.threads);
  }

  private onGuildUpdate(event: Fields): void {
    const facts = readGuildFacts(event);
    if (facts === null || !this.present.has(facts.guildId)) return;
    const atMs = this.instant();
    this.present.set(facts.guildId, facts.afkChannelId);
    this.counting.noteGuild({ ...facts, state: 'available', atMs });
    this.counting.guilds.get(facts.guildId)?.voice.setAfkChannel(facts.afkChannelId, atMs);
  }

  private onGuildDelete(event: Fields): void {
    const guildId = readId(event.id);
    if (guildId === null) return;
    const atMs = this.instant();
    const isOutage = event.unavailable === true;
    this.present.delete(guildId);
    const state = isOutage ? 'unavailable' : 'removed';
    this.counting.noteGuild({ guildId, state, atMs, afkChannelId: null, preferredLocale: null });
    const guild = this.counting.guilds.get(guildId);
    if (guild === undefined) return;
    guild.voice.endAll(atMs);
    if (isOutage) this.openGuildGap(guildId, atMs, 'guild-unavailable');
    else this.closeGuild(guildId, atMs);
  }

  private noteThreads(guildId: unknown, threads: unknown): void {
    const guild = this.counting.guilds.get(String(guildId));
    if (guild === undefined) return;
    for (const { threadId, parentId } of readThreads(threads)) {
      this.counting.noteThread(guild.guildId, threadId, parentId);
    }
  }

  private openGuildGap(guildId: string, fromMs: number, reason: string): void {
    const { coverage } = this.counting;
    if (!coverage.isCounting(guildId)) return;
    coverage.openGap({ shardId: this.shardId, guildId, kind: 'all', fromMs, reason });
  }

  private closeGuild(guildId: string, atMs: number): void {
    const { coverage } = this.counting;
    for (const kind of ['all', 'voice'] as const) coverage.closeGap({ shardId: this.shardId, guildId, kind }, atMs);
    coverage.closeSpan(guildId, atMs);
  }
}
