import type { APIGuild, RESTGetAPIGuildChannelsResult } from 'discord-api-types/v10';
import { channelPermissions } from '../rules.ts';

/** What a member may do in a channel, as permission bits, from what Discord says of the guild and the channel. */
export function permissionsIn(
  guild: APIGuild,
  channel: RESTGetAPIGuildChannelsResult[number],
  bot: { id: string; roles: readonly string[] },
): bigint {
  const roles = guild.roles.map(({ id, permissions }) => ({ id, permissions: BigInt(permissions) }));
  const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
  return channelPermissions(
    { id: guild.id, owner_id: guild.owner_id, roles },
    { permission_overwrites: overwrites.map((one) => ({ ...one, allow: BigInt(one.allow), deny: BigInt(one.deny) })) },
    bot,
  );
}
