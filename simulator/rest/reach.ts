import type { Simulator } from '../simulator.ts';
import { PERMISSION } from '../world/permissions.ts';
import { CHANNEL_TYPE, type Channel, type Guild } from '../world/types.ts';
import {
  missingAccess,
  missingPermissions,
  serverError,
  unknownChannel,
  unknownGuild,
  wrongChannelType,
} from './errors.ts';
import { FormErrors } from './form-errors.ts';
import type { Counts } from './shapes.ts';

/** A guild our bot is in: 10004 where it is not, 503 during the guild's outage. */
export function guildOfBot(sim: Simulator, id: string): Guild {
  const guild = sim.world.guildById(snowflakeOf('guild_id', id));
  if (!guild?.botIn) throw unknownGuild();
  if (guild.unavailable) throw serverError(503);
  return guild;
}

/** A channel our bot sees, with what it may do there: 10003, 50001, or 503 during the guild's outage. */
export function channelOfBot(sim: Simulator, id: string): { guild: Guild; channel: Channel; permissions: bigint } {
  const channel = sim.world.channelById(snowflakeOf('channel_id', id));
  if (!channel) throw unknownChannel();
  const guild = sim.world.guildAt(channel.guildIndex);
  if (guild.botIn && guild.unavailable) throw serverError(503);
  const permissions = sim.world.botPermissions(guild, channel);
  if ((permissions & PERMISSION.viewChannel) === 0n) throw missingAccess();
  return { guild, channel, permissions };
}

export function requirePermission(permissions: bigint, needed: bigint): void {
  if ((permissions & needed) !== needed) throw missingPermissions();
}

const withMessages: ReadonlySet<number> = new Set([
  CHANNEL_TYPE.text,
  CHANNEL_TYPE.voice,
  CHANNEL_TYPE.stage,
  CHANNEL_TYPE.announcement,
  CHANNEL_TYPE.announcementThread,
  CHANNEL_TYPE.publicThread,
  CHANNEL_TYPE.privateThread,
]);

export function requireMessages(channel: Channel): void {
  if (!withMessages.has(channel.type)) throw wrongChannelType();
}

/** The id itself where it is one; else 50035 under the given name, as Discord answers `/guilds/abc`. */
export function snowflakeOf(name: string, id: string): string {
  const errors = new FormErrors();
  errors.snowflake([name], id);
  errors.throwIfAny();
  return id;
}

/** Approximate figures. Nobody's presence is simulated: about one in eight counts as online. */
export function countsOf(sim: Simulator, guild: Guild): Counts {
  const members = sim.world.memberCount(guild);
  return { members, online: Math.ceil(members / 8) };
}

export function flag(value: string | undefined): boolean {
  return value === 'true' || value === 'True' || value === '1';
}
