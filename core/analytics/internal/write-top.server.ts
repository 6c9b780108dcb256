import type pg from 'pg';
import { MOST_TOP_MEMBERS, type TopDays, topDays, topMeasures } from '../rules/top-members.ts';
import { int4Array, int8Array } from './binary-array.server.ts';
import type { PeopleAnswer } from './count-people.ts';
import { textOf } from './id-table.ts';
import type { RankedPerson } from './ranking.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** The rankings of a guild as of a day. */
export interface GuildTop {
  guildId: string;
  day: number;
  /** First hours of the days of each list; null where they are not all held. */
  fromHours: Record<TopDays, number | null>;
  top: PeopleAnswer['top'];
  /** How many people a ranking tells at most: one that tells fewer tells all. */
  most: number;
}

/**
 * Writes the lists of the most active members anew, without people who object or have left.
 * @returns the guilds of which too few are left, though there are more: their lists want longer rankings
 */
export async function writeTops(client: Client, guilds: readonly GuildTop[]): Promise<GuildTop[]> {
  const hidden = await readHidden(client, guilds);
  const short: GuildTop[] = [];
  const rows = guilds.flatMap((guild) => {
    const lists = topDays.flatMap((days) => {
      const fromHour = guild.fromHours[days];
      if (fromHour === null) return [];
      return topMeasures.map((measure) => {
        const ranked = guild.top[measure][days];
        const shown = ranked.filter((one) => !hidden.has(`${guild.guildId}/${textOf(one.high, one.low)}`));
        const isShort = shown.length < MOST_TOP_MEMBERS && ranked.length === guild.most;
        return { ...guild, days, measure, fromHour, isShort, people: shown.slice(0, MOST_TOP_MEMBERS) };
      });
    });
    if (!lists.some((list) => list.isShort)) return lists.filter((list) => list.people.length > 0);
    short.push(guild);
    return [];
  });
  const written = guilds.filter((guild) => !short.includes(guild));
  await client.query('DELETE FROM analytics.top_member WHERE guild_id = ANY($1::int8[])', [
    int8Array(written.map((guild) => guild.guildId)),
  ]);
  const listOf = (people: readonly RankedPerson[], value: (one: RankedPerson) => string) =>
    `{${people.map(value).join(',')}}`;
  await client.query(
    `INSERT INTO analytics.top_member (guild_id, days, measure, from_day, day, user_ids, amounts)
     SELECT guild_id, days, measure, from_hour / 24, day, user_ids::int8[], amounts::int8[]
       FROM unnest($1::int8[], $2::int4[], $3::text[], $4::int4[], $5::int4[], $6::text[], $7::text[])
            AS list(guild_id, days, measure, from_hour, day, user_ids, amounts) ORDER BY 1, 2, 3`,
    [
      int8Array(rows.map((row) => row.guildId)),
      int4Array(rows.map((row) => row.days)),
      rows.map((row) => row.measure),
      int4Array(rows.map((row) => row.fromHour)),
      int4Array(rows.map((row) => row.day)),
      rows.map((row) => listOf(row.people, (one) => textOf(one.high, one.low))),
      rows.map((row) => listOf(row.people, (one) => one.value.toFixed(0))),
    ],
  );
  return short;
}

/** Of the people in the rankings those who object or have left, as guild/person. */
async function readHidden(client: Client, guilds: readonly GuildTop[]): Promise<Set<string>> {
  const people = new Map<string, { guildId: string; userId: string }>();
  for (const { guildId, top } of guilds)
    for (const measure of topMeasures)
      for (const days of topDays)
        for (const { high, low } of top[measure][days]) {
          const userId = textOf(high, low);
          people.set(`${guildId}/${userId}`, { guildId, userId });
        }
  const asked = [...people.values()];
  const { rows } = await client.query<{ guild_id: string; user_id: string }>(
    `WITH ranked AS (SELECT * FROM unnest($1::int8[], $2::int8[]) AS r(guild_id, user_id))
     SELECT r.guild_id, r.user_id FROM ranked r JOIN analytics.membership m USING (guild_id, user_id) WHERE m.left_ms IS NOT NULL
     UNION ALL
     SELECT r.guild_id, r.user_id FROM ranked r JOIN analytics.objection o USING (user_id) WHERE o.guild_id IN (0, r.guild_id)`,
    [int8Array(asked.map((one) => one.guildId)), int8Array(asked.map((one) => one.userId))],
  );
  return new Set(rows.map((row) => `${row.guild_id}/${row.user_id}`));
}
