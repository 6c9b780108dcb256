import type {
  APIChannel,
  APIGuild,
  APIGuildMember,
  APIMessage,
  APIRole,
  APIUser,
  RESTAPIPartialCurrentUserGuild,
} from 'discord-api-types/v10';
import { z } from 'zod';

/**
 * What Discord's documentation requires of the objects answered here, for tests. Each schema names only keys that the
 * type of discord-api-types has: a misspelt one does not compile.
 */
function shape<T>() {
  return <K extends KeysOf<T>>(keys: Record<K, z.ZodType>) => z.looseObject(keys);
}
type KeysOf<T> = T extends unknown ? keyof T & string : never;

const snowflake = z.string().regex(/^\d{17,19}$/);
const bits = z.string().regex(/^\d+$/);
const date = z.iso.datetime({ offset: true });
const count = z.int().min(0);
const flags = z.int().min(0);

export const userSchema = shape<APIUser>()({
  id: snowflake,
  username: z.string().min(2).max(32),
  discriminator: z.string().regex(/^(0|\d{4})$/),
  global_name: z.string().min(1).max(32).nullable(),
  avatar: z.string().nullable(),
  public_flags: flags,
});

export const roleSchema = shape<APIRole>()({
  id: snowflake,
  name: z.string().min(1).max(100),
  color: z.int().min(0).max(0xffffff),
  colors: z.looseObject({ primary_color: z.int(), secondary_color: z.null(), tertiary_color: z.null() }),
  hoist: z.boolean(),
  position: count,
  permissions: bits,
  managed: z.boolean(),
  mentionable: z.boolean(),
  flags,
});

export const memberSchema = shape<APIGuildMember>()({
  user: userSchema,
  nick: z.string().max(32).nullable(),
  avatar: z.string().nullable(),
  roles: z.array(snowflake),
  joined_at: date,
  premium_since: date.nullable(),
  communication_disabled_until: date.nullable(),
  deaf: z.boolean(),
  mute: z.boolean(),
  pending: z.boolean(),
  flags,
});

export const guildSchema = shape<APIGuild>()({
  id: snowflake,
  name: z.string().min(2).max(100),
  icon: z.string().nullable(),
  splash: z.string().nullable(),
  discovery_splash: z.string().nullable(),
  banner: z.string().nullable(),
  description: z.string().nullable(),
  owner_id: snowflake,
  afk_channel_id: snowflake.nullable(),
  afk_timeout: z.union([60, 300, 900, 1800, 3600].map((seconds) => z.literal(seconds))),
  verification_level: z.int().min(0).max(4),
  default_message_notifications: z.int().min(0).max(1),
  explicit_content_filter: z.int().min(0).max(2),
  roles: z.array(roleSchema).min(1).max(250),
  emojis: z.array(z.looseObject({})),
  features: z.array(z.string()),
  mfa_level: z.int().min(0).max(1),
  application_id: snowflake.nullable(),
  system_channel_id: snowflake.nullable(),
  system_channel_flags: flags,
  rules_channel_id: snowflake.nullable(),
  vanity_url_code: z.string().nullable(),
  premium_tier: z.int().min(0).max(3),
  preferred_locale: z.string(),
  public_updates_channel_id: snowflake.nullable(),
  nsfw_level: z.int().min(0).max(3),
  premium_progress_bar_enabled: z.boolean(),
  safety_alerts_channel_id: snowflake.nullable(),
});

export const ownGuildSchema = shape<RESTAPIPartialCurrentUserGuild>()({
  id: snowflake,
  name: z.string(),
  icon: z.string().nullable(),
  banner: z.string().nullable(),
  owner: z.boolean(),
  permissions: bits,
  features: z.array(z.string()),
});

const overwrites = z.array(
  z.looseObject({ id: snowflake, type: z.union([z.literal(0), z.literal(1)]), allow: bits, deny: bits }),
);
const named = { id: snowflake, type: z.int(), guild_id: snowflake, name: z.string().min(1).max(100), flags };
const placed = { ...named, position: count, permission_overwrites: overwrites, parent_id: snowflake.nullable() };
const texts = {
  topic: z.string().nullable(),
  last_message_id: snowflake.nullable(),
  rate_limit_per_user: count,
  nsfw: z.boolean(),
};

export const categorySchema = shape<APIChannel>()({ ...placed, parent_id: z.null() });
export const textChannelSchema = shape<APIChannel>()({ ...placed, ...texts });
export const voiceChannelSchema = shape<APIChannel>()({
  ...placed,
  bitrate: z.int().min(8000),
  user_limit: count,
  rtc_region: z.string().nullable(),
  last_message_id: snowflake.nullable(),
  nsfw: z.boolean(),
});
export const forumSchema = shape<APIChannel>()({
  ...placed,
  ...texts,
  available_tags: z.array(z.looseObject({})),
  default_reaction_emoji: z.null(),
  default_sort_order: z.null(),
  default_forum_layout: z.int(),
});
export const threadSchema = shape<APIChannel>()({
  ...named,
  parent_id: snowflake,
  owner_id: snowflake,
  message_count: count,
  member_count: count,
  last_message_id: snowflake.nullable(),
  thread_metadata: z.looseObject({
    archived: z.boolean(),
    auto_archive_duration: z.union([60, 1440, 4320, 10_080].map((minutes) => z.literal(minutes))),
    archive_timestamp: date,
    locked: z.boolean(),
  }),
});

export const messageSchema = shape<APIMessage>()({
  id: snowflake,
  channel_id: snowflake,
  author: userSchema,
  content: z.string().max(2000),
  timestamp: date,
  edited_timestamp: date.nullable(),
  tts: z.boolean(),
  mention_everyone: z.boolean(),
  mentions: z.array(userSchema),
  mention_roles: z.array(snowflake),
  attachments: z.array(z.looseObject({})),
  embeds: z.array(z.looseObject({})).max(10),
  pinned: z.boolean(),
  type: z.int(),
  flags,
});
