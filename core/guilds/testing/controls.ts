import type { NegativeControl } from '#core/platform/testing/negative-control.ts';
import { noteStructureRead } from '../note-structure-read.server.ts';
import { guildProbes } from '../promises.server.ts';

export const controls: readonly NegativeControl[] = [
  {
    promise: 'P08',
    off: 'the question whether somebody manages the guild here',
    seen: 'broken',
    cripple: async (stage) => guildProbes(stage, undefined, async () => {}).find(({ promise }) => promise === 'P08'),
  },
  {
    promise: 'P08',
    off: 'the wait until somebody manages a guild',
    seen: 'broken',
    async before({ db, clock }) {
      await db.prisma.guild.create({ data: { id: 7n, managedAt: new Date(clock.now()) } });
      await noteStructureRead({ db, clock }, { guildId: '7', what: 'channels', why: 'dashboard' });
    },
    async cripple({ db }) {
      await db.prisma.guild.update({ where: { id: 7n }, data: { managedAt: null } });
      return undefined;
    },
  },
  {
    promise: 'P29',
    off: 'the question whether somebody manages the guild',
    seen: 'broken',
    cripple: async (stage) =>
      guildProbes(stage, async (_deps, { guildId }) => ({
        id: guildId,
        name: 'let in',
        right: 'manager',
        isManaged: true,
        timeZone: 'UTC',
      })).find(({ promise }) => promise === 'P29'),
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
