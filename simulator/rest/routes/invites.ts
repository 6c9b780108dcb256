import type { RESTGetAPIGuildInvitesResult, RESTGetAPIGuildVanityUrlResult } from 'discord-api-types/v10';
import type { Simulator } from '../../simulator.ts';
import { OUR_BOT_INDEX } from '../../world/people.ts';
import { guildPermissions, PERMISSION } from '../../world/permissions.ts';
import type { Guild } from '../../world/types.ts';
import { botOnly, json, type Route } from '../call.ts';
import { missingAccess } from '../errors.ts';
import { guildOfBot, requirePermission } from '../reach.ts';
import { inviteMetadata, inviteShape } from '../shapes.ts';

export const inviteRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild/invites',
    access: botOnly,
    answer: ({ sim, param }) => {
      const guild = guildOfBot(sim, param('guild'));
      const permissions = ofBot(sim, guild);
      const invites = sim.invites.listOpen(guild);
      const shape = (one: (typeof invites)[number]) =>
        inviteShape(guild, one, sim.world.channelById(one.channelId), sim.world.people.byIndex(one.inviterIndex));
      // How often they were used is Manage Server's alone to see.
      if ((permissions & (PERMISSION.manageGuild | PERMISSION.viewAuditLog)) === PERMISSION.viewAuditLog)
        return json(invites.map(shape));
      requirePermission(permissions, PERMISSION.manageGuild);
      const full = invites.map((one) => ({ ...shape(one), ...inviteMetadata(one) }));
      return json(full satisfies RESTGetAPIGuildInvitesResult);
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/vanity-url',
    access: botOnly,
    answer: ({ sim, param }) => {
      const guild = guildOfBot(sim, param('guild'));
      requirePermission(ofBot(sim, guild), PERMISSION.manageGuild);
      if (!guild.features.includes('VANITY_URL')) throw missingAccess();
      const { code = null, uses = 0 } = guild.vanity ?? {};
      return json({ code, uses } satisfies RESTGetAPIGuildVanityUrlResult);
    },
  },
];

function ofBot(sim: Simulator, guild: Guild): bigint {
  const bot = sim.world.member(guild, OUR_BOT_INDEX);
  return bot ? guildPermissions(guild, bot) : 0n;
}
