/** What the past says, in the words of the ledger. Instants are Unix ms, hours and days whole ones since 1970 (UTC). */

/** What one person did in one channel in one UTC hour. */
export interface PastCell {
  channelId: string;
  userId: string;
  hour: number;
  /** Messages that count and were observed. */
  messages: number;
  /** Messages that count, sent inside a hole. */
  uncertainMessages: number;
  /** Voice by part, without what a hole hides. */
  activeMs: number;
  mutedMs: number;
  deafenedMs: number;
  aloneMs: number;
}

/** Somebody in one voice channel without a change of anything that matters. */
export interface VoiceStretch {
  channelId: string;
  userId: string;
  fromMs: number;
  toMs: number;
  muted: boolean;
  deafened: boolean;
  /** In the AFK channel: counts for nothing. */
  afk: boolean;
  /** A bot is no company. */
  bot: boolean;
}

export interface MembershipEvent {
  userId: string;
  kind: 'join' | 'leave';
  atMs: number;
  /** What a join came by; null for none, for a leave, and where the bot may not read the guild's invites. */
  inviteCode: string | null;
}

/** Something people came by. All of them were there before the past began, and stay. */
export interface PastInvite {
  code: string;
  source: 'invite' | 'vanity';
  /** Null for a vanity URL, as the instant. */
  channelId: string | null;
  createdMs: number | null;
  /** When the day was over. */
  uses: number;
}

export interface PastThread {
  threadId: string;
  parentId: string;
  openedMs: number;
  /** Nothing is written in it after this. */
  archivedMs: number;
}

/** What the product could not observe. kind: everything, or voice alone (the messages were healed). */
export interface Hole {
  kind: 'all' | 'voice';
  fromMs: number;
  toMs: number;
  reason: string;
}

/** Messages of bots and webhooks: sent, and never counted. */
export interface UncountedMessages {
  channelId: string;
  userId: string;
  hour: number;
  messages: number;
}

/** One UTC day of one guild. */
export interface PastDay {
  guildId: string;
  day: number;
  threads: readonly PastThread[];
  /** Holes that begin on this day. */
  holes: readonly Hole[];
  memberships: readonly MembershipEvent[];
  /** Null where the bot may not read them. */
  invites: readonly PastInvite[] | null;
  /** Stretches that overlap the day, clipped to it. */
  stretches: readonly VoiceStretch[];
  /** In order of hour; no (channel, person, hour) twice. */
  cells: readonly PastCell[];
  uncounted: readonly UncountedMessages[];
}

/** A time as a member: half-open. */
export interface Stay {
  joinedMs: number;
  /** Null: still a member when the world began. */
  leftMs: number | null;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
