import type { Database } from '#core/platform/db.server.ts';
import { firstHourOf, isTimeZone } from './internal/local-day.ts';
import type { Period } from './rules/period.ts';
import type { WeekHours } from './rules/week-hours.ts';

/**
 * What an hour of the week saw on average, in the guild's time zone, of messages or voice milliseconds. An average is
 * over the days of the period that have totals: a day that was not observed counts for nothing.
 * @param channelIds null for the whole guild.
 */
export async function getWeekHours(
  db: Pick<Database, 'pool'>,
  { guildId, channelIds }: { guildId: string; channelIds: readonly string[] | null },
  { fromDay, toDay, timeZone }: Period & { timeZone: string },
  measure: 'messages' | 'voice',
): Promise<WeekHours> {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const value = measure === 'messages' ? 'messages' : 'active_ms + muted_ms + deafened_ms';
  const observed = measure === 'messages' ? 'observed_messages' : 'observed_voice';
  const { rows } = await db.pool.query<{ weekday: number; hour: number; value: number }>(
    `WITH days AS (
       SELECT (day + 3) % 7 AS weekday, count(*) AS days FROM analytics.guild_day
        WHERE guild_id = $1 AND day BETWEEN $2 AND $3 AND ${observed} > 0 GROUP BY 1
     ), hours AS (
       SELECT hour, sum(${value}) AS value FROM analytics.channel_hour
        WHERE guild_id = $1 AND channel_id = ANY ($4::int8[]) AND hour >= $5 AND hour < $6 GROUP BY hour
     ), local AS (
       SELECT extract(isodow FROM at)::int4 - 1 AS weekday, extract(hour FROM at)::int4 AS hour, value
         FROM (SELECT to_timestamp(hour * 3600::int8) AT TIME ZONE $7 AS at, value FROM hours) AS told
     )
     SELECT weekday, clock.hour, coalesce(sum(value), 0)::float8 / days AS value
       FROM days CROSS JOIN generate_series(0, 23) AS clock (hour) LEFT JOIN local USING (weekday, hour)
      GROUP BY weekday, clock.hour, days`,
    [guildId, fromDay, toDay, channelIds ?? ['0'], firstHourOf(fromDay, zone), firstHourOf(toDay + 1, zone), zone],
  );
  const week: WeekHours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => null));
  for (const row of rows) {
    const day = week[row.weekday];
    if (day) day[row.hour] = row.value;
  }
  return week;
}
