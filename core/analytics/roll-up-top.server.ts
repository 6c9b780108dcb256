import type pg from 'pg';
import { firstHourOf } from './internal/local-day.ts';
import { MOST_TOP_MEMBERS, type TopMeasure, topDays, topMeasures } from './rules/top-members.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/**
 * Makes the lists of a guild's most active members anew once its newest day has changed. People who object or have
 * left are not in them; a list whose days are not all held any more is not made.
 */
export async function rollUpTop(
  client: Client,
  { guildId, timeZone }: { guildId: string; timeZone: string },
  heldFromHour: number,
): Promise<void> {
  const { rows } = await client.query<{ day: number | null; listed: number | null }>(
    `SELECT (SELECT max(day) FROM analytics.guild_day WHERE guild_id = $1) AS day,
            (SELECT max(day) FROM analytics.top_member WHERE guild_id = $1) AS listed`,
    [guildId],
  );
  const day = rows[0]?.day ?? null;
  if (day === null || day === rows[0]?.listed) return;
  await client.query('DELETE FROM analytics.top_member WHERE guild_id = $1', [guildId]);
  const toHour = firstHourOf(day + 1, timeZone);
  for (const days of topDays) {
    const fromHour = firstHourOf(day - days + 1, timeZone);
    if (fromHour < heldFromHour) continue;
    for (const measure of topMeasures)
      await client.query(listStatement[measure], [guildId, fromHour, toHour, days, measure, day, MOST_TOP_MEMBERS]);
  }
}

const statement = (table: string, value: string) => `
  INSERT INTO analytics.top_member (guild_id, days, measure, user_id, from_day, day, value)
  SELECT $1::int8, $4::int4, $5, user_id, $2::int4 / 24, $6::int4, value
    FROM (SELECT user_id, sum(${value}) AS value FROM analytics.${table}
           WHERE guild_id = $1 AND hour >= $2 AND hour < $3 GROUP BY user_id) AS person
   WHERE value > 0
     AND NOT EXISTS (SELECT FROM analytics.objection o WHERE o.user_id = person.user_id AND o.guild_id IN (0, $1))
     AND NOT EXISTS (SELECT FROM analytics.membership m
                      WHERE m.guild_id = $1 AND m.user_id = person.user_id AND m.left_ms IS NOT NULL)
   ORDER BY value DESC, user_id LIMIT $7`;

const listStatement: Readonly<Record<TopMeasure, string>> = {
  messages: statement('message_hour', 'messages'),
  voice: statement('voice_hour', 'active_ms + muted_ms + deafened_ms'),
};
