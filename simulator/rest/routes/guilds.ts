import type {
  RESTGetAPIGuildChannelsResult,
  RESTGetAPIGuildMemberResult,
  RESTGetAPIGuildResult,
  RESTGetAPIGuildRolesResult,
  RESTGetAPIGuildThreadsResult,
} from 'discord-api-types/v10';
import { PERMISSION } from '../../world/permissions.ts';
import { botOnly, type Call, json, type Route } from '../call.ts';
import { missingAccess, unknownMember, unknownUser } from '../errors.ts';
import { countsOf, flag, guildOfBot, snowflakeOf } from '../reach.ts';
import { channelShape, guildShape, memberShape, roleShape } from '../shapes.ts';

export const guildRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild',
    access: botOnly,
    answer: ({ sim, param, query }) => {
      const guild = guildOfBot(sim, param('guild'));
      const counts = flag(query('with_counts')) ? countsOf(sim, guild) : null;
      return json(guildShape(guild, counts) satisfies RESTGetAPIGuildResult);
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    access: botOnly,
    answer: ({ sim, param }) => {
      const guild = guildOfBot(sim, param('guild'));
      const channels = guild.channels.map((channel) => channelShape(guild, channel));
      return json(channels as RESTGetAPIGuildChannelsResult);
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/roles',
    access: botOnly,
    answer: ({ sim, param }) =>
      json(guildOfBot(sim, param('guild')).roles.map(roleShape) satisfies RESTGetAPIGuildRolesResult),
  },
  { method: 'GET', path: '/guilds/:guild/threads/active', access: botOnly, answer: activeThreads },
  {
    method: 'GET',
    path: '/guilds/:guild/members',
    access: botOnly,
    // The privileged intent GUILD_MEMBERS is not granted to the application.
    answer: ({ sim, param }) => {
      guildOfBot(sim, param('guild'));
      throw missingAccess();
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/:user',
    access: botOnly,
    answer: ({ sim, param }) => {
      const guild = guildOfBot(sim, param('guild'));
      const user = sim.world.people.byId(snowflakeOf('user_id', param('user')));
      if (!user) throw unknownUser();
      const member = sim.world.member(guild, user.index);
      if (!member) throw unknownMember();
      return json(memberShape(member) satisfies RESTGetAPIGuildMemberResult);
    },
  },
];

function activeThreads({ sim, param }: Call): Response {
  const guild = guildOfBot(sim, param('guild'));
  const threads = [...guild.threads.values()]
    .filter((thread) => (sim.world.botPermissions(guild, thread) & PERMISSION.viewChannel) !== 0n)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
    .map((thread) => channelShape(guild, thread));
  return json({ threads, members: [] } satisfies RESTGetAPIGuildThreadsResult);
}
