import { deleteGuildCounts } from '#core/analytics/delete-guild-counts.server.ts';
import { isEntitled } from '#core/billing/list-entitled-guilds.server.ts';
import { listLostGuilds, recordDeletion } from '#core/billing/lost-guilds.server.ts';
import type { Job } from './job.ts';

/** Deletes what was counted for guilds that lost premium and whose grace is over, as their page said it would be. */
export const deleteLostGuildsJob: Job = {
  name: 'delete-lost-guilds',
  schedule: '53 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    for (const lost of await listLostGuilds({ db, clock })) {
      const { guildId } = lost;
      const rows = await deleteGuildCounts(db, guildId, async () => !(await isEntitled({ db, clock }, guildId)));
      if (rows === null) continue;
      await recordDeletion({ db, clock }, lost, rows);
      log.info({ guild: guildId, rows }, 'counted data of a guild without premium deleted');
    }
  },
};
