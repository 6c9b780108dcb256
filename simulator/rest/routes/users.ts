import type {
  APIDMChannel,
  RESTGetAPICurrentUserGuildsResult,
  RESTGetAPICurrentUserResult,
  RESTGetAPIUserResult,
  RESTGetCurrentUserGuildMemberResult,
} from 'discord-api-types/v10';
import { ChannelType } from 'discord-api-types/v10';
import type { Simulator } from '../../simulator.ts';
import { OUR_BOT_INDEX } from '../../world/people.ts';
import { guildPermissions } from '../../world/permissions.ts';
import type { Guild, User } from '../../world/types.ts';
import { readObject } from '../body.ts';
import { botOnly, type Call, type Caller, json, type Route } from '../call.ts';
import { cannotMessageUser, unauthorized, unknownGuild, unknownUser } from '../errors.ts';
import { FormErrors } from '../form-errors.ts';
import { countsOf, flag, snowflakeOf } from '../reach.ts';
import { memberShape, ownGuildShape, ownUserShape, userShape } from '../shapes.ts';

const maxGuilds = 200;

export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/users/@me',
    access: { kind: 'bot or bearer', scope: 'identify' },
    answer: ({ sim, caller }) => {
      const withEmail = caller.kind === 'bearer' && caller.grant.scopes.includes('email');
      return json(ownUserShape(userOf(sim, caller), withEmail) satisfies RESTGetAPICurrentUserResult);
    },
  },
  { method: 'GET', path: '/users/@me/guilds', access: { kind: 'bot or bearer', scope: 'guilds' }, answer: ownGuilds },
  {
    method: 'GET',
    path: '/users/@me/guilds/:guild/member',
    access: { kind: 'bearer', scope: 'guilds.members.read' },
    answer: ({ sim, caller, param }) => {
      const guild = sim.world.guildById(snowflakeOf('guild_id', param('guild')));
      const member = guild ? sim.world.member(guild, userOf(sim, caller).index) : null;
      if (!member) throw unknownGuild();
      return json(memberShape(member) satisfies RESTGetCurrentUserGuildMemberResult);
    },
  },
  { method: 'POST', path: '/users/@me/channels', access: botOnly, answer: openDirectMessages },
  {
    method: 'GET',
    path: '/users/:user',
    access: botOnly,
    answer: ({ sim, param }) => {
      const user = sim.world.people.byId(snowflakeOf('user_id', param('user')));
      if (!user) throw unknownUser();
      return json(userShape(user) satisfies RESTGetAPIUserResult);
    },
  },
];

function userOf(sim: Simulator, caller: Caller): User {
  if (caller.kind === 'bot') return sim.world.people.byIndex(OUR_BOT_INDEX);
  const user = caller.kind === 'bearer' ? sim.world.people.byId(caller.grant.userId) : null;
  if (!user) throw unauthorized();
  return user;
}

/** In the order of ids, a page of up to 200; `before` and `after` are ids of guilds. */
function ownGuilds({ sim, caller, query }: Call): Response {
  const errors = new FormErrors();
  const limit = errors.integer(['limit'], query('limit'), 1, maxGuilds, maxGuilds);
  const before = errors.snowflake(['before'], query('before'));
  const after = errors.snowflake(['after'], query('after'));
  errors.throwIfAny();
  const user = userOf(sim, caller);
  const sorted = sim.world.guildsOf(user.index).sort((a, b) => compareIds(a.id, b.id));
  const inRange = sorted.filter(
    (guild) =>
      (after === null || compareIds(guild.id, after) > 0) && (before === null || compareIds(guild.id, before) < 0),
  );
  const page = before !== null && after === null ? inRange.slice(-limit) : inRange.slice(0, limit);
  const withCounts = flag(query('with_counts'));
  const shape = (guild: Guild) => {
    const member = sim.world.member(guild, user.index);
    const permissions = member ? guildPermissions(guild, member) : 0n;
    const counts = withCounts ? countsOf(sim, guild) : null;
    return ownGuildShape(guild, guild.ownerIndex === user.index, permissions, counts);
  };
  return json(page.map(shape) satisfies RESTGetAPICurrentUserGuildsResult);
}

function compareIds(left: string, right: string): number {
  const [a, b] = [BigInt(left), BigInt(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Opening a channel is allowed with anyone; writing into it is not (see messages). */
async function openDirectMessages({ sim, state, c }: Call): Promise<Response> {
  const body = await readObject(c);
  const errors = new FormErrors();
  const id = errors.snowflake(['recipient_id'], body.recipient_id);
  if (id === null && !errors.any) errors.required(['recipient_id']);
  errors.throwIfAny();
  const user = id === null ? null : sim.world.people.byId(id);
  if (!user) throw unknownUser();
  if (user.bot) throw cannotMessageUser();
  const known = [...state.directMessages].find(([, userId]) => userId === user.id);
  const channelId = known?.[0] ?? sim.ids.next(sim.clock.now());
  state.directMessages.set(channelId, user.id);
  const channel: APIDMChannel = {
    id: channelId,
    type: ChannelType.DM,
    name: null,
    last_message_id: null,
    recipients: [userShape(user)],
  };
  return json(channel);
}
