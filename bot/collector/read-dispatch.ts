import { VOICE_DEAFENED, VOICE_MUTED } from '#core/analytics/rules.ts';

/**
 * Reads what is counted out of parsed dispatches. Nothing here throws: whatever is not as Discord documents it reads as
 * absent. Ids come out as strings of their own, not as slices that would keep the payload.
 */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

const MAX_ID = '9223372036854775807';

/** A decimal id that Postgres's bigint holds, else null. */
export function readId(value: unknown): string | null {
  if (typeof value !== 'string' || !/^[1-9]\d{14,18}$/.test(value)) return null;
  if (value.length === MAX_ID.length && value > MAX_ID) return null;
  return Buffer.from(value, 'latin1').toString('latin1');
}

export interface VoiceState {
  userId: string;
  /** Null: left. */
  channelId: string | null;
  flags: number;
  /** Null where the state does not say whether the person is a bot. */
  isBot: boolean | null;
}

export function readVoiceState(state: Fields): VoiceState | null {
  const userId = readId(state.user_id);
  if (userId === null) return null;
  const channelId = state.channel_id === null ? null : readId(state.channel_id);
  if (channelId === null && state.channel_id !== null) return null;
  const isMuted = state.self_mute === true || state.mute === true || state.suppress === true;
  const isDeafened = state.self_deaf === true || state.deaf === true;
  const user = isFields(state.member) && isFields(state.member.user) ? state.member.user : null;
  const isBot = user === null ? null : user.bot === true;
  return { userId, channelId, flags: (isMuted ? VOICE_MUTED : 0) | (isDeafened ? VOICE_DEAFENED : 0), isBot };
}

/** Voice states of a GUILD_CREATE. They carry no member: bots are known from its member list. */
export function readGuildVoiceStates(guild: Fields): VoiceState[] {
  const bots = new Set<unknown>();
  for (const member of listOf(guild.members)) {
    if (isFields(member.user) && member.user.bot === true) bots.add(member.user.id);
  }
  return listOf(guild.voice_states).flatMap((fields) => {
    const state = readVoiceState(fields);
    return state === null ? [] : [{ ...state, isBot: state.isBot ?? bots.has(state.userId) }];
  });
}

export interface MemberChange {
  userId: string;
  /** Null where the event does not say when the person joined. */
  joinedMs: number | null;
}

/** A human account of a GUILD_MEMBER_ADD or GUILD_MEMBER_REMOVE; null for bots and what cannot be read. */
export function readMember(member: Fields): MemberChange | null {
  const user = isFields(member.user) ? member.user : null;
  const userId = readId(user?.id);
  if (user === null || userId === null || user.bot === true) return null;
  const joinedMs = typeof member.joined_at === 'string' ? Date.parse(member.joined_at) : Number.NaN;
  return { userId, joinedMs: Number.isFinite(joinedMs) ? joinedMs : null };
}

/** Source: Discord API reference, "Invite Create"; a code of another form is passed over. */
const INVITE_CODE = /^[\w-]{1,64}$/;

/** The code of an invite, as a string of its own; null where it cannot be read. */
export function readInviteCode(invite: Fields): string | null {
  const { code } = invite;
  return typeof code === 'string' && INVITE_CODE.test(code) ? Buffer.from(code, 'latin1').toString('latin1') : null;
}

export interface CreatedInvite {
  code: string;
  channelId: string;
  /** 0: any number. */
  maxUses: number;
  createdMs: number;
  /** Null where it does not end by itself. */
  expiresMs: number | null;
}

/** An INVITE_CREATE, without who made it. */
export function readCreatedInvite(invite: Fields): CreatedInvite | null {
  const code = readInviteCode(invite);
  const channelId = readId(invite.channel_id);
  const createdMs = typeof invite.created_at === 'string' ? Date.parse(invite.created_at) : Number.NaN;
  const [maxUses, maxAge] = [readCount(invite.max_uses), readCount(invite.max_age)];
  if (code === null || channelId === null || maxUses === null || maxAge === null) return null;
  if (!Number.isFinite(createdMs)) return null;
  return { code, channelId, maxUses, createdMs, expiresMs: maxAge === 0 ? null : createdMs + maxAge * 1_000 };
}

/** A number of things that Postgres's integer holds, else null. */
function readCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : null;
}

export interface ThreadParent {
  threadId: string;
  parentId: string;
}

export function readThreads(value: unknown): ThreadParent[] {
  return listOf(value).flatMap((thread) => {
    const threadId = readId(thread.id);
    const parentId = readId(thread.parent_id);
    return threadId === null || parentId === null ? [] : [{ threadId, parentId }];
  });
}

export interface GuildFacts {
  guildId: string;
  afkChannelId: string | null;
  preferredLocale: string | null;
}

/** Where a guild has news of its own told, and since when the bot is in it; of a GUILD_CREATE. */
export function readInstallation(guild: Fields): { channelId: string | null; joinedMs: number | null } {
  const joinedMs = typeof guild.joined_at === 'string' ? Date.parse(guild.joined_at) : Number.NaN;
  return { channelId: readId(guild.system_channel_id), joinedMs: Number.isFinite(joinedMs) ? joinedMs : null };
}

export function readGuildFacts(guild: Fields): GuildFacts | null {
  const guildId = readId(guild.id);
  if (guildId === null) return null;
  const locale = typeof guild.preferred_locale === 'string' ? guild.preferred_locale.slice(0, 16) : null;
  return {
    guildId,
    afkChannelId: readId(guild.afk_channel_id),
    preferredLocale: locale !== null && /^[A-Za-z-]{2,16}$/.test(locale) ? locale : null,
  };
}
