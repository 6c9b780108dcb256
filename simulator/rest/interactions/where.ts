import { InteractionContextType } from 'discord-api-types/v10';
import type { Simulator } from '../../simulator.ts';
import { channelPermissions, PERMISSION } from '../../world/permissions.ts';
import type { Channel, Guild, Member, User } from '../../world/types.ts';
import { channelShape, interactionMemberShape, userShape } from '../shapes.ts';
import { restStateOf } from '../state.ts';
import { CommandRefused } from './refused.ts';

/** Where in a guild a person uses the application, and with which rights. */
export type Place = { guild: Guild; channel: Channel; member: Member; permissions: bigint };

export function placeOf(sim: Simulator, user: User, guildId: string, channelId: string | undefined): Place {
  const { world } = sim;
  const guild = world.guildById(guildId);
  if (!guild) throw new CommandRefused(`no guild has the id ${guildId}`);
  const member = world.member(guild, user.index);
  if (!member) throw new CommandRefused(`${user.username} is not a member of ${guild.name}`);
  const rights = (channel: Channel) => channelPermissions(guild, world.permissionChannel(channel), member);
  const needed = PERMISSION.viewChannel | PERMISSION.useApplicationCommands;
  const usable = (channel: Channel) => (rights(channel) & needed) === needed;
  const given = channelId === undefined ? undefined : world.channelById(channelId);
  const channel = channelId === undefined ? guild.channels.find((one) => one.type === 0 && usable(one)) : given;
  if (channel?.guildIndex !== guild.index || !usable(channel)) {
    throw new CommandRefused(`${user.username} cannot use commands in that channel`);
  }
  return { guild, channel, member, permissions: rights(channel) };
}

/** What an interaction says of the guild and channel it comes from. */
export function inGuild(sim: Simulator, { guild, channel, member, permissions }: Place) {
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: guild.features },
    guild_locale: guild.locale,
    channel_id: channel.id,
    channel: channelShape(guild, channel),
    member: interactionMemberShape(member, permissions),
    app_permissions: sim.world.botPermissions(guild, channel).toString(),
    context: InteractionContextType.Guild,
  };
}

/** The same of a direct message with the bot. */
export function inDirectMessage(sim: Simulator, user: User) {
  const { directMessages } = restStateOf(sim);
  const known = [...directMessages].find(([, userId]) => userId === user.id)?.[0];
  const channelId = known ?? sim.ids.next(sim.clock.now());
  directMessages.set(channelId, user.id);
  return {
    channel_id: channelId,
    channel: { id: channelId, type: 1, flags: 0, last_message_id: null, recipients: [userShape(user)] },
    user: userShape(user),
    app_permissions: (PERMISSION.sendMessages | PERMISSION.embedLinks | PERMISSION.attachFiles).toString(),
    context: InteractionContextType.BotDM,
  };
}
