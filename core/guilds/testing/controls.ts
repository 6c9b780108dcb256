import type { NegativeControl } from '#core/platform/testing/negative-control.ts';
import { guildProbes } from '../promises.server.ts';

export const controls: readonly NegativeControl[] = [
  {
    promise: 'P29',
    off: 'the question whether somebody manages the guild',
    seen: 'broken',
    cripple: async ({ db }) =>
      guildProbes({ db }, async (_deps, { guildId }) => ({
        id: guildId,
        name: 'let in',
        right: 'manager',
        timeZone: 'UTC',
      }))[0],
  },
  {
    promise: 'P29',
    off: 'the bound between what staff see and what they opened',
    seen: 'broken',
    async cripple({ db }) {
      await db.pool.query(
        `ALTER TABLE staff_view DISABLE TRIGGER ALL;
         INSERT INTO staff_view (access_id, page, staff_id, guild_id, first_at, last_at)
         VALUES (gen_random_uuid(), 'overview', 1, 7, now(), now())`,
      );
      return undefined;
    },
  },
];
