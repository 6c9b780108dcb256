/** Bits of Discord's permission integer. Source: Discord API reference, "Permissions". */
export const ADMINISTRATOR = 1n << 3n;
export const MANAGE_GUILD = 1n << 5n;
export const VIEW_CHANNEL = 1n << 10n;
export const READ_MESSAGE_HISTORY = 1n << 16n;
export const CONNECT = 1n << 20n;
const ALL = (1n << 64n) - 1n;

/**
 * What the invite link asks for: to see channels, and no more. Discord sends a bot only the messages of channels it
 * sees; guilds that hide channels from @everyone until a rule is accepted would otherwise count nothing.
 * The slash commands need no permission of the bot.
 */
export const BOT_PERMISSIONS = VIEW_CHANNEL;

/** Bits of an application's flags; the limited one is set before Discord has verified it. */
const GATEWAY_GUILD_MEMBERS = 1 << 14;
const GATEWAY_GUILD_MEMBERS_LIMITED = 1 << 15;

/**
 * Whether Discord lets the bot see who joins and leaves: the application was granted GUILD_MEMBERS.
 * @param flags of GET /applications/@me. Source: discord.com/developers/docs/events/gateway#privileged-intents
 */
export function mayReadMembers(flags: number): boolean {
  return (flags & (GATEWAY_GUILD_MEMBERS | GATEWAY_GUILD_MEMBERS_LIMITED)) !== 0;
}

/** Why a person may see a guild's pages, strongest first. */
export type GuildRight = 'owner' | 'administrator' | 'manager';

/** The right that an owner flag and a permission integer give. */
export function rightOf(owner: boolean, permissions: bigint): GuildRight | null {
  if (owner) return 'owner';
  if (permissions & ADMINISTRATOR) return 'administrator';
  return permissions & MANAGE_GUILD ? 'manager' : null;
}

interface GuildRoles {
  id: string;
  owner_id: string;
  roles: readonly { id: string; permissions: string }[];
}

/** The right of a member now: owner, or by the roles held. Every member holds the role whose id is the guild's. */
export function memberRight(guild: GuildRoles, userId: string, memberRoles: readonly string[]): GuildRight | null {
  const held = new Set([guild.id, ...memberRoles]);
  const permissions = guild.roles
    .filter((role) => held.has(role.id))
    .reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  return rightOf(guild.owner_id === userId, permissions);
}

export interface ChannelOverwrites {
  /** type 0: a role, 1: a member. */
  permission_overwrites?: readonly { id: string; type: number; allow: bigint; deny: bigint }[] | undefined;
}

/**
 * What a member may do in a channel; of a thread, pass the parent. Source: Discord API reference, "Permission Overwrites".
 */
export function channelPermissions(
  guild: { id: string; owner_id: string; roles: readonly { id: string; permissions: bigint }[] },
  channel: ChannelOverwrites,
  member: { id: string; roles: readonly string[] },
): bigint {
  const held = new Set([guild.id, ...member.roles]);
  const base = guild.roles.reduce((sum, role) => (held.has(role.id) ? sum | role.permissions : sum), 0n);
  if (guild.owner_id === member.id || base & ADMINISTRATOR) return ALL;
  const overwrites = channel.permission_overwrites ?? [];
  const steps = [
    overwrites.filter((one) => one.type === 0 && one.id === guild.id),
    overwrites.filter((one) => one.type === 0 && one.id !== guild.id && held.has(one.id)),
    overwrites.filter((one) => one.type === 1 && one.id === member.id),
  ];
  return steps.reduce((permissions, step) => {
    const deny = step.reduce((sum, one) => sum | one.deny, 0n);
    const allow = step.reduce((sum, one) => sum | one.allow, 0n);
    return (permissions & ~deny) | allow;
  }, base);
}

/** Discord's page that adds the bot to a guild. Source: Discord OAuth2 reference, "Bot Authorization Flow". */
export function inviteUrl(authorizeUrl: string, clientId: string, guildId: string): string {
  const url = new URL(authorizeUrl);
  url.search = new URLSearchParams({
    client_id: clientId,
    scope: 'bot applications.commands',
    permissions: BOT_PERMISSIONS.toString(),
    guild_id: guildId,
    disable_guild_select: 'true',
  }).toString();
  return url.href;
}
