import type { HeldReader } from '#core/privacy/read-held.server.ts';
import { packs } from './internal/partitions.ts';
import { CountReader, ID_BYTES } from './internal/people.ts';

/** Reads what tables with lists of people hold about one of them. */
export const heldCounts: readonly HeldReader[] = [
  ...packs.map(
    ({ table, counts }): HeldReader => ({
      table: `analytics.${table}`,
      async read({ pool }, { personId }) {
        const columns = ['hours', 'channel_ids', 'user_ids', ...counts];
        const { rows } = await pool.query(
          `SELECT p.guild_id, p.day, p.merged, p.id, c.*
             FROM analytics.${table} p, unnest(${columns.map((column) => `p.${column}`).join(', ')}) AS c(${columns.join(', ')})
            WHERE p.user_ids @> ARRAY[$1::int8] AND c.user_ids = $1 ORDER BY p.day, c.hours, p.guild_id, c.channel_ids`,
          [personId],
        );
        return rows;
      },
      async people({ pool }) {
        const { rows } = await pool.query<{ personId: string; guildId: string }>(
          `SELECT DISTINCT guild_id AS "guildId", user_id AS "personId" FROM analytics.${table}, unnest(user_ids) AS user_id`,
        );
        return rows;
      },
    }),
  ),
  {
    table: 'analytics.person_day',
    async read({ pool }, { personId }) {
      const { rows } = await pool.query<{
        guild_id: string;
        day: number;
        from_hour: number;
        to_hour: number;
        user_ids: Buffer;
        counts: Buffer;
      }>(
        `SELECT guild_id, day, from_hour, to_hour, user_ids, counts FROM analytics.person_day
          WHERE position(int8send($1::int8) IN user_ids) > 0 ORDER BY day, guild_id, from_hour`,
        [personId],
      );
      return rows.flatMap(({ user_ids, counts, ...row }) => {
        const own = countsOf(personId, user_ids, counts);
        return own ? [{ ...row, user_ids: personId, counts: own }] : [];
      });
    },
  },
  {
    table: 'analytics.top_member',
    async read({ pool }, { personId }) {
      const { rows } = await pool.query(
        `SELECT guild_id, days, measure, from_day, t.day, user_ids[place] AS user_ids, amounts[place] AS amounts, place
           FROM analytics.top_member t, unnest(array_positions(t.user_ids, $1::int8)) AS place
          WHERE t.user_ids @> ARRAY[$1::int8] ORDER BY guild_id, days, measure`,
        [personId],
      );
      return rows;
    },
  },
];

/** Null where the bytes of the id stand across two others. */
function countsOf(personId: string, userIds: Buffer, counts: Buffer): { messages: number; voiceMs: number } | null {
  const id = Buffer.alloc(ID_BYTES);
  id.writeBigInt64BE(BigInt(personId));
  const reader = new CountReader(counts);
  for (let at = 0; at < userIds.length; at += ID_BYTES) {
    const own = { messages: reader.next(), voiceMs: reader.next() };
    if (userIds.compare(id, 0, ID_BYTES, at, at + ID_BYTES) === 0) return own;
  }
  return null;
}
