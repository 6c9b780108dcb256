import type { ShardOffset } from '#core/gateway/commit-offsets.server.ts';
import type { GuildChange } from '#core/guilds/save-guilds.server.ts';
import type { MembershipEvent } from './rules/membership.ts';
import type { GapKind } from './rules.ts';

/**
 * Everything a cluster learned between two flushes. It becomes durable as one: all of it with the offsets, or nothing.
 * Ids are decimal strings, instants milliseconds and hours whole hours since 1970.
 */
export interface CountBatch {
  /** 1, 2, 3 … since this process took its shards. */
  number: number;
  shardCount: number;
  clusterId: number;
  shards: readonly ShardOffset[];
  messages: MessageRows;
  voice: readonly VoiceRow[];
  voiceSessions: { ended: readonly VoiceSessionKey[]; current: readonly VoiceSessionRow[] };
  peaks: readonly VoicePeakRow[];
  threads: readonly ThreadRow[];
  memberships: readonly MembershipChange[];
  guilds: readonly GuildChange[];
  /** Guilds that READY no longer lists: of the shard's guilds all others were left. */
  rosters: readonly { shardId: number; guildIds: readonly string[]; atMs: number }[];
  gaps: { closed: readonly GapClose[]; opened: readonly GapRow[] };
  spans: { closed: readonly SpanClose[]; opened: readonly SpanRow[] };
}

/** Message counts, a slot being one (guild, channel, hour). No key appears twice. */
export interface MessageRows {
  /** Keys in all. */
  readonly size: number;
  readonly hours: ReadonlySet<number>;
  readonly guildIds: ReadonlySet<string>;
  /** Ordered by the primary key but for the person, `rows` keys at most in each. */
  chunks(rows: number): Iterable<MessageChunk>;
}

export interface MessageChunk {
  slots: readonly { guildId: string; channelId: string; hour: number }[];
  /** Per key: index into `slots`, the two halves of the user id's 64 bits, and the messages. */
  slot: Int32Array;
  userHigh: Uint32Array;
  userLow: Uint32Array;
  messages: Int32Array;
}

export interface VoiceRow {
  guildId: string;
  channelId: string;
  userId: string;
  hour: number;
  activeMs: number;
  mutedMs: number;
  deafenedMs: number;
  aloneMs: number;
}

/** Most people at once in an hour, in a channel or (channel 0) in the guild. */
export interface VoicePeakRow {
  guildId: string;
  channelId: string;
  hour: number;
  people: number;
}

export interface VoiceSessionKey {
  guildId: string;
  userId: string;
}

export interface VoiceSessionRow extends VoiceSessionKey {
  channelId: string;
  /** VOICE_MUTED, VOICE_DEAFENED. */
  flags: number;
  accruedUntilMs: number;
}

/** Joins and leaves of one person in one guild, in order. No pair appears twice. */
export interface MembershipChange {
  guildId: string;
  userId: string;
  events: readonly MembershipEvent[];
}

export interface ThreadRow {
  guildId: string;
  threadId: string;
  parentId: string;
}

/** Which gap: of a guild, or of a whole shard where `guildId` is null. */
export interface GapKey {
  shardId: number;
  guildId: string | null;
  kind: GapKind;
}

export interface GapClose extends GapKey {
  toMs: number;
}

export interface GapRow extends GapKey {
  fromMs: number;
  /** Null while it is open. */
  toMs: number | null;
  reason: string;
  /** Messages of it that were counted before it was known to be a gap. */
  countedIds: readonly string[];
}

export interface SpanClose {
  guildId: string;
  toMs: number;
}

export interface SpanRow {
  guildId: string;
  fromMs: number;
  toMs: number | null;
}
