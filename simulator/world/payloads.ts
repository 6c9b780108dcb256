import { snowflake, snowflakeMs } from './snowflake.ts';
import { CHANNEL_TYPE, type Channel, type Guild, type Member, type Role, type User, type VoiceState } from './types.ts';
import type { World } from './world.ts';

/** Discord's JSON for the things of the world, keys in the (reversed) order in which its gateway sends small maps. */

/** A date as Discord writes it: microseconds and a numeric zone. */
export function apiDate(unixMs: number): string {
  return `${new Date(unixMs).toISOString().slice(0, -1)}000+00:00`;
}

export function apiUser(user: User) {
  const tag = guildTag(user);
  return {
    username: user.username,
    public_flags: 0,
    primary_guild: tag,
    id: user.id,
    global_name: user.globalName,
    display_name_styles: null,
    discriminator: user.bot ? '0420' : '0',
    ...(user.bot ? { bot: true } : {}),
    collectibles: null,
    clan: tag,
    avatar_decoration_data: decoration(user),
    avatar: user.avatar,
  };
}

/** Two in three people wear the tag of a guild; Discord sends it twice. */
function guildTag(user: User) {
  if (user.bot || user.avatar === null || user.index % 3 === 0) return null;
  return { tag: 'HARB', identity_guild_id: '1008573961182642176', identity_enabled: true, badge: user.avatar };
}

function decoration(user: User) {
  if (user.bot || user.avatar === null || user.index % 2 === 0) return null;
  return { sku_id: '1144058844004233369', expires_at: null, asset: `a_${user.avatar}` };
}

/** The member fields that go beside an author: everything but `user`. */
export function apiPartialMember(member: Member) {
  return {
    roles: [...member.roles],
    premium_since: member.premiumSinceMs === null ? null : apiDate(member.premiumSinceMs),
    pending: false,
    nick: member.nick,
    mute: false,
    joined_at: apiDate(member.joinedMs),
    flags: 0,
    deaf: false,
    communication_disabled_until: null,
    banner: null,
    avatar: null,
  };
}

export function apiMember(member: Member) {
  return { user: apiUser(member.user), ...apiPartialMember(member) };
}

export function apiRole(role: Role) {
  return {
    unicode_emoji: null,
    ...(role.botId === null ? {} : { tags: { bot_id: role.botId } }),
    position: role.position,
    permissions: role.permissions.toString(),
    name: role.name,
    mentionable: role.mentionable,
    managed: role.managed,
    id: role.id,
    icon: null,
    hoist: role.hoist,
    flags: 0,
    colors: { tertiary_color: null, secondary_color: null, primary_color: role.color },
    color: role.color,
  };
}

/** A channel or category without `guild_id`, as inside GUILD_CREATE; add it for REST and CHANNEL_*. */
export function apiChannel(channel: Channel) {
  const base = {
    version: 1,
    type: channel.type,
    position: channel.position,
    permission_overwrites: channel.overwrites.map((one) => ({
      type: one.type,
      id: one.id,
      deny: one.deny.toString(),
      allow: one.allow.toString(),
    })),
    parent_id: channel.parentId,
    name: channel.name,
    id: channel.id,
    flags: 0,
  };
  if (channel.type === CHANNEL_TYPE.category) return base;
  if (channel.type === CHANNEL_TYPE.voice || channel.type === CHANNEL_TYPE.stage) {
    return {
      ...base,
      user_limit: channel.userLimit,
      ...(channel.type === CHANNEL_TYPE.stage ? { topic: channel.topic } : {}),
      rtc_region: null,
      rate_limit_per_user: channel.slowmodeSeconds,
      nsfw: channel.nsfw,
      last_message_id: lastMessageId(channel),
      bitrate: channel.bitrate,
    };
  }
  const text = {
    ...base,
    topic: channel.topic,
    rate_limit_per_user: channel.slowmodeSeconds,
    nsfw: channel.nsfw,
    last_message_id: lastMessageId(channel),
  };
  if (channel.type !== CHANNEL_TYPE.forum) return text;
  return {
    ...text,
    default_sort_order: null,
    default_reaction_emoji: null,
    default_forum_layout: 0,
    available_tags: [],
  };
}

function lastMessageId(channel: Channel): string | null {
  return channel.lastMessageMs === 0 ? null : snowflake(channel.lastMessageMs, channel.lastMessageLow);
}

export function apiThread(guild: Guild, thread: Channel) {
  const state = thread.thread;
  if (!state) throw new TypeError(`channel ${thread.id} is no thread`);
  return {
    type: thread.type,
    total_message_sent: state.messageCount,
    thread_metadata: {
      locked: state.locked,
      create_timestamp: apiDate(state.createdMs),
      auto_archive_duration: state.autoArchiveMinutes,
      archived: state.archived,
      archive_timestamp: apiDate(state.archivedAtMs),
    },
    rate_limit_per_user: thread.slowmodeSeconds,
    parent_id: thread.parentId,
    owner_id: state.ownerId,
    name: thread.name,
    message_count: state.messageCount,
    member_count: state.memberCount,
    last_message_id: lastMessageId(thread),
    id: thread.id,
    guild_id: guild.id,
    flags: 0,
  };
}

/** A voice state as in GUILD_CREATE (no guild_id, no member). A channel of -1 means that the person left. */
export function apiVoiceState(world: World, state: VoiceState) {
  return {
    user_id: world.people.idOf(state.userIndex),
    suppress: state.suppress,
    session_id: state.sessionId,
    self_video: state.selfVideo,
    ...(state.selfStream ? { self_stream: true } : {}),
    self_mute: state.selfMute,
    self_deaf: state.selfDeaf,
    request_to_speak_timestamp: state.requestToSpeakMs === null ? null : apiDate(state.requestToSpeakMs),
    mute: state.mute,
    deaf: state.deaf,
    channel_id: state.channelIndex < 0 ? null : world.channelAt(state.channelIndex).id,
  };
}

/** The part of a guild that REST and the gateway share. */
export function apiGuild(guild: Guild) {
  return {
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    vanity_url_code: guild.vanity?.code ?? null,
    system_channel_id: guild.systemChannelId,
    system_channel_flags: 0,
    stickers: [],
    splash: null,
    safety_alerts_channel_id: null,
    rules_channel_id: guild.rulesChannelId,
    roles: guild.roles.map(apiRole),
    region: 'deprecated',
    public_updates_channel_id: null,
    premium_tier: guild.premiumTier,
    premium_subscription_count: guild.premiumCount,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    owner_id: guild.ownerId,
    nsfw_level: 0,
    nsfw: false,
    name: guild.name,
    mfa_level: 0,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    max_presences: null,
    max_members: 500_000,
    incidents_data: null,
    id: guild.id,
    icon: guild.icon,
    home_header: null,
    hub_type: null,
    features: guild.features,
    explicit_content_filter: 0,
    emojis: [],
    discovery_splash: null,
    description: guild.description,
    default_message_notifications: 1,
    banner: null,
    application_id: null,
    afk_timeout: guild.afkTimeoutSeconds,
    afk_channel_id: guild.afkChannelId,
  };
}

/** Unix ms at which a guild was created. */
export function guildCreatedMs(guild: Guild): number {
  return snowflakeMs(guild.id);
}
