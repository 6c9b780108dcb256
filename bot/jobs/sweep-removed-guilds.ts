import { deleteDigest } from '#core/analytics/delete-digest.server.ts';
import { deleteGuildCounts } from '#core/analytics/delete-guild-counts.server.ts';
import { deleteTokens } from '#core/guilds/delete-tokens.server.ts';
import { forgetGuild, isRemoved, listRemovedGuilds } from '#core/guilds/removed-guilds.server.ts';
import { listGuildLeftovers } from '#core/privacy/list-guild-leftovers.server.ts';
import type { Job } from './job.ts';

/** Forgets guilds 30 days after the bot was removed: everything that hangs on one, and last the guild itself. */
export const sweepRemovedGuildsJob: Job = {
  name: 'sweep-removed-guilds',
  schedule: '11,41 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    for (const guildId of await listRemovedGuilds(db, clock.now())) {
      if ((await deleteGuildCounts(db, guildId, () => isRemoved(db, guildId, clock.now()))) === null) continue;
      await deleteDigest(db, { guildId });
      await deleteTokens(db, { guildId });
      const left = await listGuildLeftovers(db, { guildId });
      if (left.length > 0) log.error({ guild: guildId, tables: left }, 'a removed guild left something behind');
      else if (await forgetGuild(db, guildId, clock.now()))
        log.info({ guild: guildId }, 'a removed guild is forgotten');
    }
  },
};
