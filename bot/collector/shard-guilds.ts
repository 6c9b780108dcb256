import { hourOf } from '#core/platform/snowflake.ts';
import type { CountedGuild, Counting } from './counting.ts';
import {
  type Fields,
  readCreatedInvite,
  readGuildFacts,
  readGuildVoiceStates,
  readId,
  readInstallation,
  readInviteCode,
  readMember,
  readThreads,
  readVoiceState,
} from './read-dispatch.ts';
import type { RecentIds } from './recent-ids.ts';
import { OVERTAKING_MS } from './stream-clock.ts';

/** What a person's time in voice is handed over after, so that figures move. */
const ACCRUE_EVERY_MS = 60_000;

/** A time of joining further from the event than any replay is long is not believed. */
const TOLD_WITHIN_MS = 3_600_000;

/** The guilds of one shard: which are there, who is in voice where they are counted, and what of them is not observed. */
export class ShardGuilds {
  /** Guilds that are there now, with their AFK channel. */
  readonly present = new Map<string, string | null>();
  private readonly shardId: number;
  private readonly counting: Counting;
  private readonly recent: RecentIds;

  constructor(shardId: number, counting: Counting, recent: RecentIds) {
    this.shardId = shardId;
    this.counting = counting;
    this.recent = recent;
  }

  /** Opens the shard's gap, and ends everybody's time in voice, at the last observation. */
  noticeHole(observedMs: number, reason: string): void {
    this.endVoice(observedMs);
    const fromMs = observedMs - OVERTAKING_MS;
    const gap = { shardId: this.shardId, guildId: null, kind: 'all' } as const;
    this.counting.coverage.openGap({ ...gap, fromMs, reason, countedIds: this.recent.since(fromMs) });
  }

  endVoice(untilMs: number): void {
    for (const guild of this.counted()) guild.voice.endAll(untilMs);
  }

  /** Hands over the voice time of guilds where the last time is a while ago, or everywhere. */
  accrueVoice(observedMs: number, everywhere: boolean): void {
    for (const { voice } of this.counted()) {
      if (voice.people === 0) continue;
      const isDue =
        observedMs - voice.accruedAllMs >= ACCRUE_EVERY_MS || hourOf(observedMs) !== hourOf(voice.accruedAllMs);
      if (everywhere || isDue) voice.accrueAll(observedMs);
    }
  }

  /** A new session lists its guilds; each is unknown until its GUILD_CREATE. */
  begin(guildIds: readonly string[], atMs: number): void {
    this.counting.coverage.closeGap({ shardId: this.shardId, guildId: null, kind: 'all' }, atMs);
    this.present.clear();
    this.counting.noteRoster({ shardId: this.shardId, guildIds: [...guildIds], atMs });
    const listed = new Set(guildIds);
    for (const guild of this.counted()) {
      if (listed.has(guild.guildId)) this.openGap(guild, atMs, 'session-lost');
      else this.close(guild, atMs);
    }
  }

  /** Counting of a guild that is here already begins in the middle of a session: who is in voice is not known. */
  startCounting(guild: CountedGuild, fromMs: number): void {
    const { guildId } = guild;
    if (!this.present.has(guildId)) return;
    guild.voice.setAfkChannel(this.present.get(guildId) ?? null, fromMs);
    const { coverage } = this.counting;
    if (coverage.isCounting(guildId)) return;
    guild.voice.complete = false;
    coverage.openSpan(guildId, fromMs);
    coverage.openGap({
      shardId: this.shardId,
      guildId,
      kind: 'voice',
      fromMs,
      reason: 'not-yet-known',
      countedIds: [],
    });
  }

  stopCounting(guild: CountedGuild, atMs: number): void {
    this.close(guild, atMs);
    this.counting.remove(guild, atMs);
  }

  /** @param newestMs what this guild sent later than this, and what overtakes it, will come as it happens */
  onGuildCreate(event: Fields, atMs: number, newestMs: number): void {
    const facts = readGuildFacts(event);
    if (facts === null || event.unavailable === true) return;
    const { guildId, afkChannelId } = facts;
    this.present.set(guildId, afkChannelId);
    const { channelId, joinedMs } = readInstallation(event);
    const isNew = joinedMs !== null && Math.abs(atMs - joinedMs) < TOLD_WITHIN_MS;
    this.counting.noteGuild({ ...facts, state: 'available', atMs, tellChannelId: isNew ? channelId : null });
    this.counting.joinRoster(this.shardId, guildId);
    const guild = this.counting.guilds.get(guildId);
    if (guild === undefined) return;
    const people = readGuildVoiceStates(event).filter((state) => !state.isBot);
    guild.voice.setAfkChannel(afkChannelId, atMs);
    guild.voice.reconcile(people, atMs);
    this.counting.coverage.openSpan(guildId, atMs);
    this.endHole(guild, newestMs + OVERTAKING_MS);
    this.closeGaps(guildId, atMs);
    this.noteThreads(guildId, event.threads);
  }

  onGuildUpdate(event: Fields, atMs: number): void {
    const facts = readGuildFacts(event);
    if (facts === null || !this.present.has(facts.guildId)) return;
    this.present.set(facts.guildId, facts.afkChannelId);
    this.counting.noteGuild({ ...facts, state: 'available', atMs, tellChannelId: null });
    this.counting.guilds.get(facts.guildId)?.voice.setAfkChannel(facts.afkChannelId, atMs);
  }

  onGuildDelete(event: Fields, atMs: number): void {
    const guildId = readId(event.id);
    if (guildId === null) return;
    const isOutage = event.unavailable === true;
    this.present.delete(guildId);
    const state = isOutage ? 'unavailable' : 'removed';
    this.counting.noteGuild({ guildId, state, atMs, afkChannelId: null, preferredLocale: null, tellChannelId: null });
    const guild = this.counting.guilds.get(guildId);
    if (guild === undefined) return;
    guild.voice.endAll(atMs);
    if (isOutage) this.openGap(guild, atMs, 'guild-unavailable');
    else this.close(guild, atMs);
  }

  onVoiceState(event: Fields, atMs: number): void {
    const guild = this.counting.guilds.get(String(event.guild_id));
    if (guild === undefined) return;
    const { coverage } = this.counting;
    // Outside of what is observed a state says nothing: the guild's next GUILD_CREATE brings them all.
    if (!coverage.isCounting(guild.guildId) || coverage.hasGap(guild.guildId, 'all')) return;
    const state = readVoiceState(event);
    if (state === null) return;
    guild.voice.update(state.userId, state.isBot === true ? null : state.channelId, state.flags, atMs);
  }

  /**
   * Somebody joined or left. A join says itself when it was, which is believed within what can be.
   * @param atMs when the event is taken to have happened
   */
  onMember(event: Fields, kind: 'join' | 'leave', atMs: number): void {
    const guild = this.counting.guilds.get(String(event.guild_id));
    if (guild === undefined || !this.counting.coverage.isCounting(guild.guildId)) return;
    const member = readMember(event);
    if (member === null) return;
    const { joinedMs } = member;
    const isTold = kind === 'join' && joinedMs !== null && Math.abs(joinedMs - atMs) < TOLD_WITHIN_MS;
    this.counting.noteMember(guild.guildId, member.userId, { kind, atMs: isTold ? joinedMs : atMs });
  }

  onInvite(event: Fields, kind: 'created' | 'deleted', atMs: number): void {
    const guild = this.counting.guilds.get(String(event.guild_id));
    if (guild === undefined || !this.counting.coverage.isCounting(guild.guildId)) return;
    const { guildId } = guild;
    if (kind === 'deleted') {
      const code = readInviteCode(event);
      if (code !== null) this.counting.noteInvite({ guildId, kind, code, atMs });
      return;
    }
    const invite = readCreatedInvite(event);
    if (invite !== null) this.counting.noteInvite({ guildId, kind, ...invite });
  }

  noteThreads(guildId: unknown, threads: unknown): void {
    const guild = this.counting.guilds.get(String(guildId));
    if (guild === undefined) return;
    for (const { threadId, parentId } of readThreads(threads)) {
      this.counting.noteThread(guild.guildId, threadId, parentId);
    }
  }

  private *counted(): Iterable<CountedGuild> {
    for (const guild of this.counting.guilds.values()) if (guild.shardId === this.shardId) yield guild;
  }

  private openGap(guild: CountedGuild, fromMs: number, reason: string): void {
    const { coverage } = this.counting;
    const { guildId } = guild;
    if (!coverage.isCounting(guildId)) return;
    const countedIds = this.recent.since(fromMs);
    coverage.openGap({ shardId: this.shardId, guildId, kind: 'all', fromMs, reason, countedIds });
    guild.countFromMs = Number.POSITIVE_INFINITY;
  }

  /** The hole reaches to where its last message was made, and those of it that still come are not counted. */
  private endHole(guild: CountedGuild, toMs: number): void {
    const { guildId } = guild;
    if (!this.counting.coverage.hasGap(guildId, 'all')) return;
    this.counting.coverage.closeGap({ shardId: this.shardId, guildId, kind: 'all' }, toMs);
    guild.countFromMs = toMs;
  }

  private closeGaps(guildId: string, atMs: number): void {
    for (const kind of ['all', 'voice'] as const) {
      this.counting.coverage.closeGap({ shardId: this.shardId, guildId, kind }, atMs);
    }
  }

  private close(guild: CountedGuild, atMs: number): void {
    const { guildId } = guild;
    this.endHole(guild, atMs);
    this.closeGaps(guildId, atMs);
    this.counting.coverage.closeSpan(guildId, atMs);
  }
}
