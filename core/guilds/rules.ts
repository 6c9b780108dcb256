/** Bits of Discord's permission integer. Source: Discord API reference, "Permissions". */
export const ADMINISTRATOR = 1n << 3n;
export const MANAGE_GUILD = 1n << 5n;
export const VIEW_CHANNEL = 1n << 10n;

/**
 * What the invite link asks for: to see channels, and no more. Discord sends a bot only the messages of channels it
 * sees; guilds that hide channels from @everyone until a rule is accepted would otherwise count nothing.
 * The slash commands need no permission of the bot.
 */
export const BOT_PERMISSIONS = VIEW_CHANNEL;

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
