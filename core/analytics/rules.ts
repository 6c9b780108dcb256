/**
 * What a number means. Each key names a string of the analytics namespace (`definition.<key>`), shown where the number
 * is shown; the constants below are the thresholds those strings speak of.
 */
export const definitionKeys = [
  'message',
  'voice',
  'active',
  'coverage',
  'hour',
  'channel',
  'poster',
  'voiceUser',
  'peak',
  'activeWeek',
  'activeMonth',
  'newcomer',
  'returned',
  'lapsed',
  'regular',
  'join',
  'leave',
  'net',
  'tenure',
  'retention',
  'weekHours',
  'topMember',
] as const;
export type DefinitionKey = (typeof definitionKeys)[number];

/** Voice time that makes a person an active member of a period, without a message. */
export const ACTIVE_VOICE_MS = 5 * 60_000;

/** Under this observed share a figure is marked as partial, and nothing is compared with it. */
export const MARKED_UNDER = 0.95;

/** Under this observed share nothing is computed that follows people over weeks. */
export const NEEDED_OBSERVED = 0.8;

/** A cohort of fewer people is not kept in anything that outlives 30 days. */
export const SUPPRESSED_UNDER = 10;

/** A guild whose newest commit is older than this is behind: the time since is drawn as not yet known. */
export const BEHIND_AFTER_MS = 60_000;

/** Flags of analytics.voice_session, as the collector writes them. */
export const VOICE_MUTED = 1;
export const VOICE_DEAFENED = 2;
export const VOICE_BOT = 4;

/** What a gap is about: everything, or voice alone. */
export type GapKind = 'all' | 'voice';

/** A part of the day in which nothing is known. `reason` is a code; `gapReasonKey` finds its words. */
export interface Gap {
  fromMs: number;
  toMs: number;
  kind: GapKind;
  reason: string;
  /** How far its messages were filled in afterwards; absent where nobody has looked. A healed gap is one of voice alone. */
  healing?: GapState | undefined;
}

/** Of the messages of a gap in one guild: as they are read from Discord's history, or as far as that went. */
export type GapState = 'healing' | 'healed' | 'partly' | 'not_possible';

/** Reasons that have words of their own; any other reads as `unknown`. */
export const gapReasons = [
  'not-counted',
  'behind',
  'not-yet-known',
  'session-lost',
  'invalid-session',
  'resume-refused',
  'guild-unavailable',
  'restart',
  'resharded',
] as const;

export function gapReasonKey(reason: string): (typeof gapReasons)[number] | 'unknown' {
  return gapReasons.find((known) => known === reason) ?? 'unknown';
}

/** Voice milliseconds by part. Voice time is their sum. */
export interface VoiceParts {
  activeMs: number;
  mutedMs: number;
  deafenedMs: number;
}

export function voiceTotalMs(parts: VoiceParts): number {
  return parts.activeMs + parts.mutedMs + parts.deafenedMs;
}

export interface OverviewHour {
  /** Start of the UTC hour. */
  fromMs: number;
  state: 'past' | 'now' | 'to-come';
  messages: number;
  voiceMs: number;
  /** Observed shares of the part of the hour that has passed, 0 to 1. */
  observed: { messages: number; voice: number };
  /** The same hour of the clock a day earlier; null where it was not observed or did not exist. */
  before: { messages: number | null; voiceMs: number | null };
}

export interface OverviewThread {
  id: string;
  name: string | null;
  messages: number;
}

export interface OverviewChannel {
  id: string;
  name: string | null;
  /** With its threads. */
  messages: number;
  threads: OverviewThread[];
  /** No longer in the guild. */
  former: boolean;
}

export interface OverviewVoiceChannel extends VoiceParts {
  id: string;
  name: string | null;
  former: boolean;
  /** Human accounts in it as of the overview. */
  inItNow: number;
}

/** Today against yesterday over the same whole hours, up to `untilMs` of today. */
export interface Comparison {
  untilMs: number;
  messages: { today: number; before: number } | null;
  voiceMs: { today: number; before: number } | null;
}

/** One guild's day so far. Counts people, never names them. Plain JSON: it travels by loader and by event stream alike. */
export interface Overview {
  guildId: string;
  timeZone: string;
  /** The guild's calendar day, YYYY-MM-DD. */
  date: string;
  /** Start of the day's first and end of its last UTC hour. */
  fromMs: number;
  toMs: number;
  /** Nothing later than this instant is in the numbers. */
  asOfMs: number;
  /**
   * counting: entitled and up to date · behind: entitled, newest commit too old · stopped: counted earlier today, not
   * entitled now · never: nothing was counted today and nothing is.
   */
  state: 'counting' | 'behind' | 'stopped' | 'never';
  /** Since when the guild is counted without interruption by entitlement; null where it is not counted now. */
  countingSinceMs: number | null;
  messages: number;
  voice: VoiceParts;
  people: { active: number; posters: number; voice: number };
  inVoiceNow: number;
  hours: OverviewHour[];
  channels: OverviewChannel[];
  voiceChannels: OverviewVoiceChannel[];
  comparison: Comparison | null;
  coverage: { messages: number; voice: number; gaps: Gap[] };
}

/** What the overview needs to know of a channel. Shaped as Discord's channel object. */
export interface ChannelName {
  id: string;
  name: string;
  parentId: string | null;
}

/**
 * Puts names to the ids of an overview. A channel that the guild no longer has is `former`; a thread that is missing
 * is merely archived and stays without a name.
 * @param channels null where Discord could not be asked: nothing is then called former.
 */
export function nameChannels(overview: Overview, channels: readonly ChannelName[] | null): Overview {
  if (channels === null) return overview;
  const names = new Map(channels.map((channel) => [channel.id, channel.name]));
  return {
    ...overview,
    channels: overview.channels.map((channel) => ({
      ...channel,
      name: names.get(channel.id) ?? null,
      former: !names.has(channel.id),
      threads: channel.threads.map((thread) => ({ ...thread, name: names.get(thread.id) ?? null })),
    })),
    voiceChannels: overview.voiceChannels.map((channel) => ({
      ...channel,
      name: names.get(channel.id) ?? null,
      former: !names.has(channel.id),
    })),
  };
}

/** The parts of a message object that decide whether it is counted. Shaped as Discord's; anything may be missing. */
export interface CountableMessage {
  type?: unknown;
  webhook_id?: unknown;
  author?: unknown;
}

/** DEFAULT and REPLY: what people write. All other types are Discord's own words or a bot's. */
const HUMAN_MESSAGE_TYPES: ReadonlySet<unknown> = new Set([0, 19]);

/** Sent by a human account: no bot, no webhook, no system type. */
export function isCountedMessage(message: CountableMessage): boolean {
  const { author } = message;
  if (typeof author !== 'object' || author === null) return false;
  const { bot } = author as { bot?: unknown };
  return HUMAN_MESSAGE_TYPES.has(message.type) && !message.webhook_id && bot !== true;
}

export type VoicePart = 'active' | 'muted' | 'deafened' | 'alone';

/**
 * Where a stretch of voice goes. Alone (no other human in the channel) is no voice time; deafened people are muted too,
 * so deafened is asked first. Bots and the AFK channel are left out before this is asked.
 */
export function voicePart(flags: number, humansInChannel: number): VoicePart {
  if (humansInChannel < 2) return 'alone';
  if (flags & VOICE_DEAFENED) return 'deafened';
  return flags & VOICE_MUTED ? 'muted' : 'active';
}
