import type {
  RESTGetAPIGuildChannelsResult,
  RESTGetAPIGuildMemberResult,
  RESTGetAPIGuildMembersResult,
  RESTGetAPIGuildResult,
  RESTGetAPIGuildRolesResult,
  RESTGetAPIGuildThreadsResult,
} from 'discord-api-types/v10';
import { INTENT } from '../../gateway/intents.ts';
import type { Simulator } from '../../simulator.ts';
import { PERMISSION } from '../../world/permissions.ts';
import { snowflakeLow } from '../../world/snowflake.ts';
import type { Guild } from '../../world/types.ts';
import { botOnly, type Call, json, type Route } from '../call.ts';
import { missingAccess, unknownMember, unknownUser } from '../errors.ts';
import { FormErrors } from '../form-errors.ts';
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
    answer: listMembers,
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

/** Needs the privileged intent GUILD_MEMBERS, granted to the application. Pages by user id, as Discord does. */
function listMembers({ sim, param, query }: Call): Response {
  const guild = guildOfBot(sim, param('guild'));
  if ((sim.grantedIntents & INTENT.guildMembers) === 0) throw missingAccess();
  const errors = new FormErrors();
  const limit = errors.integer(['limit'], query('limit'), 1, 1000, 1);
  const after = BigInt(errors.snowflake(['after'], query('after')) ?? '0');
  errors.throwIfAny();
  const ids = membersInOrder(sim, guild);
  const from = ids.findIndex((id) => id > after);
  const page = from < 0 ? [] : ids.slice(from, from + limit);
  const members = page.flatMap((id) => sim.world.member(guild, snowflakeLow(id.toString())) ?? []);
  return json(members.map(memberShape) satisfies RESTGetAPIGuildMembersResult);
}

function membersInOrder(sim: Simulator, guild: Guild): bigint[] {
  const { world } = sim;
  const seeded = Array.from({ length: guild.seededMembers }, (_, i) => world.seededMember(guild, i));
  const indexes = new Set([...seeded.filter((index) => !guild.leftMembers.has(index)), ...guild.extraMembers]);
  return [...indexes].map((index) => BigInt(world.people.idOf(index))).sort((a, b) => (a < b ? -1 : 1));
}

function activeThreads({ sim, param }: Call): Response {
  const guild = guildOfBot(sim, param('guild'));
  const threads = [...guild.threads.values()]
    .filter((thread) => (sim.world.botPermissions(guild, thread) & PERMISSION.viewChannel) !== 0n)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
    .map((thread) => channelShape(guild, thread));
  return json({ threads, members: [] } satisfies RESTGetAPIGuildThreadsResult);
}
