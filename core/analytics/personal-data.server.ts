import type pg from 'pg';
import { within } from '#core/platform/db.server.ts';
import {
  deleteGuildRows,
  deleteRows,
  type ErasePart,
  keepGuildRows,
  keepRows,
  type PersonalDataHolder,
  type PersonScope,
} from '#core/platform/personal-data.server.ts';
import { countedAnew, guildCounts } from './internal/guild-counts.server.ts';
import { holdCells } from './internal/hold-cells.server.ts';
import { listPartitions } from './internal/list-partitions.server.ts';
import { type Pack, packs, peopleTable } from './internal/partitions.ts';
import { cutOutOfPeople, lockPeople } from './internal/people-rows.server.ts';

/**
 * What was counted of a person is taken out, cells first and then the lists that are made of them. Totals name nobody and
 * stay; so does an objection, which is the person's own word.
 */
export const analyticsHolder: PersonalDataHolder = {
  room: 'analytics',
  parts: [
    deleteRows('analytics.membership', 'user_id', 'guild_id'),
    deleteRows('analytics.voice_session', 'user_id', 'guild_id'),
    deleteRows('analytics.annotation', 'created_by', 'guild_id'),
    ...packs.map(packPart),
    {
      name: 'lists',
      tables: ['analytics.top_member', `analytics.${peopleTable}`],
      async erase(client, scope) {
        return { rows: await cutOutOfLists(client, scope), next: null };
      },
    },
  ],
  holds: [
    keepRows('analytics.objection', 'own-word', {
      where: 'user_id = $1',
      // One for all guilds (0) is also of each.
      guildColumn: 'coalesce(nullif(guild_id, 0), $2)',
      until: null,
    }),
  ],
  ofGuild: {
    parts: [guildCounts, deleteGuildRows('public.digest'), deleteGuildRows('public.digest_delivery')],
    holds: [
      keepGuildRows('analytics.objection', 'theirs'),
      ...Object.entries(countedAnew).map(([table, where]) => ({
        ...{ table: `analytics.${table}`, duty: 'bot' as const, where, until: null },
      })),
    ],
  },
};

/** A day at a time, because merging waits meanwhile. `from` is a day. */
function packPart(pack: Pack): ErasePart {
  const name = `analytics.${pack.table}`;
  return {
    name: pack.table,
    tables: [name],
    async erase(client, scope, from) {
      const [day, next = null] = [...(await listPartitions(within({ pool: client }))).keys()].filter(
        (one) => one >= from,
      );
      if (day === undefined) return { rows: { [name]: 0 }, next: null };
      return { rows: { [name]: await cutOut(client, scope, pack, day) }, next };
    },
  };
}

/** Writes the rows that hold the person again, without their cells; one that held nobody else goes. */
async function cutOut(
  client: pg.ClientBase,
  { personId, guildId }: PersonScope,
  { table, counts }: Pack,
  day: number,
): Promise<number> {
  const columns = ['hours', 'channel_ids', 'user_ids', ...counts];
  await holdCells(client);
  const { rows } = await client.query<{ cells: number }>(
    `WITH held AS (
       DELETE FROM analytics.${table}
        WHERE day = $2 AND user_ids @> ARRAY[$1::int8] AND ($3::int8 IS NULL OR guild_id = $3) RETURNING *
     ), kept AS (
       INSERT INTO analytics.${table} (guild_id, day, merged, ${columns.join(', ')})
       SELECT guild_id, day, merged, ${columns.map((column) => `array_agg(c.${column} ORDER BY place)`).join(', ')}
         FROM held, unnest(${columns.map((column) => `held.${column}`).join(', ')}) WITH ORDINALITY
              AS c(${columns.join(', ')}, place)
        WHERE c.user_ids <> $1 GROUP BY guild_id, day, merged, id
     )
     SELECT coalesce(sum(cardinality(array_positions(user_ids, $1))), 0)::int4 AS cells FROM held`,
    [personId, day, guildId],
  );
  return rows[0]?.cells ?? 0;
}

/** Lists are made from the cells above: once those are gone, and nobody is making any that has read them before. */
async function cutOutOfLists(client: pg.ClientBase, scope: PersonScope): Promise<Record<string, number>> {
  await lockPeople(client, 'alone');
  const top = await client.query(
    `UPDATE analytics.top_member t
         SET (user_ids, amounts) = (
               SELECT coalesce(array_agg(user_id ORDER BY place), '{}'), coalesce(array_agg(amount ORDER BY place), '{}')
                 FROM unnest(t.user_ids, t.amounts) WITH ORDINALITY AS one(user_id, amount, place) WHERE user_id <> $1)
       WHERE user_ids @> ARRAY[$1::int8] AND ($2::int8 IS NULL OR guild_id = $2)`,
    [scope.personId, scope.guildId],
  );
  return {
    'analytics.top_member': top.rowCount ?? 0,
    [`analytics.${peopleTable}`]: await cutOutOfPeople(client, scope),
  };
}
