import { forgetGuild, isRemoved, listRemovedGuilds } from '#core/guilds/removed-guilds.server.ts';
import { holdersAt } from '#core/personal-data.server.ts';
import { eraseGuild } from '#core/privacy/erase-guild.server.ts';
import { listGuildLeftovers } from '#core/privacy/list-guild-leftovers.server.ts';
import type { Job } from './job.ts';

/** What rooms hold of guilds lies in no files. */
const holders = holdersAt('.');

/** Forgets guilds 30 days after the bot was removed: everything that hangs on one, and last the guild itself. */
export const sweepRemovedGuildsJob: Job = {
  name: 'sweep-removed-guilds',
  schedule: '11,41 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    for (const guildId of await listRemovedGuilds(db, clock.now())) {
      const isGone = () => isRemoved(db, guildId, clock.now());
      if (!(await eraseGuild({ db, holders }, { guildId, anewMs: null }, isGone))) continue;
      const left = await listGuildLeftovers(db, { guildId });
      if (left.length > 0) log.error({ guild: guildId, tables: left }, 'a removed guild left something behind');
      else if (await forgetGuild(db, guildId, clock.now()))
        log.info({ guild: guildId }, 'a removed guild is forgotten');
    }
  },
};
