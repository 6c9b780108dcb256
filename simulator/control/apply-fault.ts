import { type Connection, OP } from '../gateway/connection.ts';
import type { SimulatedDiscord } from '../simulated-discord.ts';
import { SEEDED_BOT_PERMISSIONS } from '../world/grow-guild.ts';
import { apiRole } from '../world/payloads.ts';
import type { Guild } from '../world/types.ts';
import type { FaultWish } from './fault-wishes.ts';

export class UnknownThing extends Error {}

/** Does what was wished; returns what it hit, for the answer. */
export function applyFault(sim: SimulatedDiscord, wish: FaultWish): Record<string, unknown> {
  const { hub, faults } = sim;
  const untilMs = 'ms' in wish && wish.ms !== undefined ? Date.now() + wish.ms : Number.POSITIVE_INFINITY;
  switch (wish.kind) {
    case 'drop':
      return each(sim, wish.shards, (one) => drop(sim, one, wish.code, wish.reset));
    case 'half-open':
      return each(sim, wish.shards, (one) => {
        one.halfOpen = true;
        one.socket.pause();
      });
    case 'zombie':
      return each(sim, wish.shards, (one) => {
        one.zombie = true;
      });
    case 'duplicate':
      return each(sim, wish.shards, (one) => one.repeat(wish.frames));
    case 'invalid-session':
      return each(sim, wish.shards, (one) => invalidate(sim, one, wish.resumable));
    case 'reconnect':
      return each(sim, wish.shards, (one) => one.send({ op: OP.reconnect, d: null }));
    case 'request-heartbeat':
      return each(sim, wish.shards, (one) => one.send({ op: OP.heartbeat, d: null }));
    case 'lag':
      faults.lag = { untilMs, target: wish.shards, ms: wish.lagMs };
      return {};
    case 'slow-hello':
      faults.slowHello = { untilMs, target: 'all', ms: wish.lagMs };
      return {};
    case 'refuse-resumes':
      faults.refuseResumes = wish.count;
      faults.refuseResumesTarget = wish.shards;
      return {};
    case 'rate-limit': {
      const { share, pathPrefix, retryAfterSeconds, global } = wish;
      faults.rateLimitStorm = { untilMs, share, pathPrefix, retryAfterSeconds, global };
      return {};
    }
    case 'server-error':
      faults.serverErrors = { untilMs, share: wish.share, pathPrefix: wish.pathPrefix, status: wish.status };
      return {};
    case 'slow-rest':
      faults.slowAnswers = { untilMs, share: wish.share, pathPrefix: wish.pathPrefix, ms: wish.lagMs };
      return {};
    case 'reset-token':
      hub.admission.resetToken();
      return { botToken: sim.credentials.botToken };
    default:
      return applyToGuild(sim, wish);
  }
}

type GuildWish = Extract<FaultWish, { guildId: string }>;

function applyToGuild(sim: SimulatedDiscord, wish: GuildWish): Record<string, unknown> {
  const guild = guildOf(sim, wish.guildId);
  const atMs = sim.clock.now();
  switch (wish.kind) {
    case 'outage':
      sim.startOutage(guild);
      if (wish.ms !== undefined) setTimeout(() => sim.endOutage(guild), wish.ms).unref();
      return { atMs };
    case 'outage-end':
      sim.endOutage(guild);
      return { atMs };
    case 'remove-bot':
      sim.removeBot(guild);
      return { atMs };
    case 'add-bot':
      sim.addBot(guild, wish.permissions === undefined ? SEEDED_BOT_PERMISSIONS : BigInt(wish.permissions));
      return { atMs };
    case 'revoke': {
      const member = sim.world.member(guild, sim.world.people.indexOf(wish.userId));
      if (!member) throw new UnknownThing(`${wish.userId} is not a member of ${guild.id}`);
      sim.setRoles(guild, member.user.index, []);
      return { atMs, rolesBefore: member.roles };
    }
    case 'role-permissions': {
      const role = guild.roles.find((one) => one.id === wish.roleId);
      if (!role) throw new UnknownThing(`${guild.id} has no role ${wish.roleId}`);
      const permissionsBefore = role.permissions.toString();
      role.permissions = BigInt(wish.permissions);
      sim.dispatch(guild, 'GUILD_ROLE_UPDATE', { role: apiRole(role), guild_id: guild.id });
      sim.traffic.speakers.refresh(guild);
      return { atMs, permissionsBefore };
    }
    case 'restore':
      sim.setRoles(guild, sim.world.people.indexOf(wish.userId), wish.roles);
      return { atMs };
  }
}

export function guildOf(sim: SimulatedDiscord, id: string): Guild {
  const guild = sim.world.guildById(id);
  if (!guild) throw new UnknownThing(`there is no guild ${id}`);
  return guild;
}

function each(
  sim: SimulatedDiscord,
  shards: 'all' | number[],
  act: (connection: Connection) => void,
): { connections: number; atMs: number } {
  const hit = sim.hub.targets(shards);
  for (const one of hit) act(one);
  return { connections: hit.length, atMs: sim.clock.now() };
}

function drop(sim: SimulatedDiscord, connection: Connection, code: number | undefined, reset: boolean): void {
  if (reset) {
    sim.hub.detach(connection);
    connection.socket.resetAndDestroy();
  } else if (code === undefined || code === 1006) connection.ws.terminate();
  else {
    if ((code === 1000 || code === 1001) && connection.session) sim.hub.endSession(connection.session);
    else sim.hub.detach(connection);
    connection.close([code, 'Simulated drop.']);
  }
}

/** Op 9. Not resumable: the session is gone. Resumable: the same socket may resume it. */
function invalidate(sim: SimulatedDiscord, connection: Connection, resumable: boolean): void {
  const { session } = connection;
  if (!session) return;
  if (resumable) sim.hub.detach(connection);
  else sim.hub.endSession(session);
  connection.send({ op: OP.invalidSession, d: resumable });
}
