import type {
  InviteChange,
  MembershipChange,
  ThreadRow,
  VoiceSessionKey,
  VoiceSessionRow,
} from '#core/analytics/count-batch.server.ts';
import type { MembershipEvent } from '#core/analytics/rules/membership.ts';
import type { GuildChange } from '#core/guilds/save-guilds.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import { CoverageBook } from './coverage-book.ts';
import { createGuildSlots, type GuildSlots, MessageTable } from './message-table.ts';
import { VoiceGuild } from './voice-guild.ts';
import { VoicePeaks } from './voice-peaks.ts';
import { VoiceTable } from './voice-table.ts';

/** A guild that is entitled and belongs to this cluster's shards. */
export interface CountedGuild {
  readonly guildId: string;
  readonly shardId: number;
  readonly voice: VoiceGuild;
  readonly slots: GuildSlots;
  /**
   * Messages made before this belong to a hole and are filled in from Discord's history, so they are not counted as they
   * come; Infinity while the hole is open.
   */
  countFromMs: number;
}

export interface Roster {
  shardId: number;
  guildIds: string[];
  atMs: number;
}

/** What the shards of a cluster write together: the guilds that are counted, and all that is not in a batch yet. */
export class Counting {
  readonly clock: Clock;
  readonly guilds = new Map<string, CountedGuild>();
  readonly coverage = new CoverageBook();
  /** The time of the last `take`: near enough to now for whoever must not ask the clock for every message. */
  takenAtMs: number;
  messages = new MessageTable();
  voice = new VoiceTable();
  peaks = new VoicePeaks();
  private guildChanges = new Map<string, GuildChange>();
  private threads = new Map<string, ThreadRow>();
  private memberships = new Map<string, MembershipChange & { events: MembershipEvent[] }>();
  private invites: InviteChange[] = [];
  private rosters = new Map<number, Roster>();
  private retired: VoiceGuild[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
    this.takenAtMs = clock.now();
  }

  /** Begins to count a guild. */
  add(guildId: string, shardId: number): CountedGuild {
    const known = this.guilds.get(guildId);
    if (known) return known;
    const voice = new VoiceGuild(
      guildId,
      (...stretch) => this.voice.add(...stretch),
      (...peak) => this.peaks.add(...peak),
    );
    const guild = { guildId, shardId, voice, slots: createGuildSlots(guildId), countFromMs: 0 };
    this.guilds.set(guildId, guild);
    return guild;
  }

  /** Ends counting a guild; its voice is over at `observedMs`. */
  remove(guild: CountedGuild, observedMs: number): void {
    guild.voice.endAll(observedMs);
    this.retired.push(guild.voice);
    this.guilds.delete(guild.guildId);
  }

  noteGuild(change: GuildChange): void {
    // What was to be told and is not written yet is not forgotten over what came after it.
    const tellChannelId = change.tellChannelId ?? this.guildChanges.get(change.guildId)?.tellChannelId ?? null;
    this.guildChanges.set(change.guildId, { ...change, tellChannelId });
  }

  noteThread(guildId: string, threadId: string, parentId: string): void {
    this.threads.set(threadId, { guildId, threadId, parentId });
  }

  /** Somebody joined or left a guild that is counted. */
  noteMember(guildId: string, userId: string, event: MembershipEvent): void {
    const key = `${guildId}/${userId}`;
    const known = this.memberships.get(key);
    if (known) known.events.push(event);
    else this.memberships.set(key, { guildId, userId, events: [event] });
  }

  /** An invite of a guild that is counted was made or deleted. */
  noteInvite(change: InviteChange): void {
    this.invites.push(change);
  }

  /** A READY's list of guilds: what was noted of the shard's guilds before it is older. */
  noteRoster(roster: Roster): void {
    this.rosters.set(roster.shardId, roster);
  }

  /** A guild that arrived after the READY of the same batch. */
  joinRoster(shardId: number, guildId: string): void {
    this.rosters.get(shardId)?.guildIds.push(guildId);
  }

  /** Keys that wait to be written. */
  get pendingKeys(): number {
    const counts = this.messages.size + this.voice.size + this.peaks.size;
    return counts + this.threads.size + this.memberships.size + this.invites.length + this.guildChanges.size;
  }

  /** Hands over everything since the last call and begins anew. */
  take() {
    const ended: VoiceSessionKey[] = [];
    const current: VoiceSessionRow[] = [];
    for (const voice of [...this.retired, ...[...this.guilds.values()].map((guild) => guild.voice)]) {
      const changes = voice.takeChanges();
      ended.push(...changes.ended);
      current.push(...changes.current);
    }
    const taken = {
      messages: this.messages,
      voice: this.voice.rows(),
      voiceSessions: { ended, current },
      peaks: this.peaks.rows(),
      threads: [...this.threads.values()],
      memberships: [...this.memberships.values()],
      invites: this.invites,
      guilds: [...this.guildChanges.values()],
      rosters: [...this.rosters.values()],
      ...this.coverage.takeChanges(),
    };
    this.takenAtMs = this.clock.now();
    this.messages = new MessageTable();
    this.voice = new VoiceTable();
    this.peaks = new VoicePeaks();
    this.threads = new Map();
    this.memberships = new Map();
    this.invites = [];
    this.guildChanges = new Map();
    this.rosters = new Map();
    this.retired = [];
    return taken;
  }
}
