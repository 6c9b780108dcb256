import type pg from 'pg';
import type { Period } from '#core/analytics/rules/period.ts';
import type { WeekHours } from '#core/analytics/rules/week-hours.ts';

/** The answers as they would be had without totals, from the hourly counts, of a guild in UTC. */
interface Parts {
  pool: pg.Pool;
  guildId: string;
}

const FIVE_MINUTES = 300_000;
const hoursOf = ({ fromDay, toDay }: Period) => [fromDay * 24, (toDay + 1) * 24];

async function rowsOf(pool: pg.Pool, text: string, values: readonly unknown[]): Promise<(string | number | null)[][]> {
  const { rows } = await pool.query<(string | number | null)[]>({ text, values: [...values], rowMode: 'array' });
  return rows;
}

export function days({ pool, guildId }: Parts, period: Period) {
  return rowsOf(
    pool,
    `WITH written AS (
       SELECT hour / 24 AS day, user_id, sum(messages) AS messages FROM analytics.messages_of($1, $2, $3)
        GROUP BY 1, 2
     ), spoken AS (
       SELECT hour / 24 AS day, user_id, sum(active_ms) AS active_ms,
              sum(active_ms + muted_ms + deafened_ms) >= $4 AS counts FROM analytics.voice_of($1, $2, $3)
        GROUP BY 1, 2
     ), person AS (
       SELECT day, user_id, sum(messages) AS messages, sum(active_ms) AS active_ms, bool_or(wrote) AS wrote, bool_or(spoke) AS spoke
         FROM (SELECT day, user_id, messages, 0 AS active_ms, true AS wrote, false AS spoke FROM written
               UNION ALL SELECT day, user_id, 0, active_ms, false, counts FROM spoken) AS part GROUP BY 1, 2
     )
     SELECT day, sum(messages)::float8, (count(*) FILTER (WHERE wrote))::int4, sum(active_ms)::float8,
            (count(*) FILTER (WHERE spoke))::int4, (count(*) FILTER (WHERE wrote OR spoke))::int4
       FROM person GROUP BY day ORDER BY day`,
    [guildId, ...hoursOf(period), FIVE_MINUTES],
  );
}

export function channels({ pool, guildId }: Parts, period: Period) {
  return rowsOf(
    pool,
    `SELECT channel_id, sum(messages)::float8, sum(active_ms)::float8
       FROM (SELECT channel_id, messages, 0 AS active_ms FROM analytics.messages_of($1, $2, $3)
             UNION ALL
             SELECT channel_id, 0, active_ms FROM analytics.voice_of($1, $2, $3)) AS part GROUP BY channel_id`,
    [guildId, ...hoursOf(period)],
  );
}

export function channelDays({ pool, guildId }: Parts, channelIds: readonly string[], period: Period) {
  return rowsOf(
    pool,
    `SELECT hour / 24, sum(messages)::float8, sum(active_ms)::float8
       FROM (SELECT hour, messages, 0 AS active_ms FROM analytics.messages_of($1, $2, $3)
              WHERE channel_id = ANY($4::int8[])
             UNION ALL
             SELECT hour, 0, active_ms FROM analytics.voice_of($1, $2, $3)
              WHERE channel_id = ANY($4::int8[])) AS part
      GROUP BY 1 ORDER BY 1`,
    [guildId, ...hoursOf(period), channelIds],
  );
}

/** Every hour of four weeks was observed, so each hour of the week comes four times. */
export async function weekHours({ pool, guildId }: Parts, period: Period): Promise<WeekHours> {
  const rows = await rowsOf(
    pool,
    `SELECT (hour / 24 + 3) % 7, hour % 24, sum(messages)::float8 / 4 FROM analytics.messages_of($1, $2, $3)
      GROUP BY 1, 2`,
    [guildId, ...hoursOf(period)],
  );
  const week: WeekHours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const [weekday, hour, value] of rows) {
    const day = week[Number(weekday)];
    if (day) day[Number(hour)] = Number(value);
  }
  return week;
}

/** Who joined in the week that begins with `monday`, and who of them was active from their day 7 to their day 13. */
export function cohort({ pool, guildId }: Parts, monday: number) {
  return rowsOf(
    pool,
    `WITH cohort AS MATERIALIZED (
       SELECT user_id, (first_joined_ms / 3600000)::int4 AS joined FROM analytics.membership
        WHERE guild_id = $1 AND first_joined_ms >= $2::int8 * 86400000 AND first_joined_ms < ($2::int8 + 7) * 86400000
     )
     SELECT (SELECT count(*) FROM cohort)::int4, count(*)::int4 FROM (
       SELECT user_id FROM (
         SELECT user_id, hour, messages, 0 AS voice_ms
           FROM analytics.messages_of($1, ($2::int4 + 7) * 24, ($2::int4 + 21) * 24)
         UNION ALL
         SELECT user_id, hour, 0, active_ms + muted_ms + deafened_ms
           FROM analytics.voice_of($1, ($2::int4 + 7) * 24, ($2::int4 + 21) * 24)) AS cell
         JOIN cohort USING (user_id)
        WHERE hour >= joined + 168 AND hour < joined + 336
        GROUP BY user_id HAVING sum(messages) > 0 OR sum(voice_ms) >= $3) AS active`,
    [guildId, monday, FIVE_MINUTES],
  );
}
