import type { Database } from '#core/platform/db.server.ts';
import { hourOf } from '#core/platform/snowflake.ts';
import { firstHourOf, isTimeZone } from './internal/local-day.ts';
import type { Period } from './rules/period.ts';
import { HOUR_TOTALS_KEPT_DAYS, type WeekHours } from './rules/week-hours.ts';

export interface HourAverages {
  week: WeekHours;
  /** First of the days that they are of: of older ones hours are not kept. Null where that is all of them. */
  fromDay: number | null;
}

/**
 * What an hour of the week saw on average, in the guild's time zone, of messages or voice milliseconds. An average is
 * over the days of the period that have totals and whose hours are kept: a day that was not observed counts for nothing.
 * @param channelIds null for the whole guild.
 */
export async function getWeekHours(
  db: Database,
  { guildId, channelIds }: { guildId: string; channelIds: readonly string[] | null },
  { fromDay, toDay, timeZone }: Period & { timeZone: string },
  measure: 'messages' | 'voice',
  nowMs: number,
): Promise<HourAverages> {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const week: WeekHours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => null));
  const keptDay = Math.max(fromDay, firstKeptDay(nowMs, zone));
  if (keptDay > toDay) return { week, fromDay: null };
  const [arrays, parts] =
    measure === 'messages'
      ? ['messages', ['written']]
      : ['active_ms, muted_ms, deafened_ms', ['active', 'muted', 'deafened']];
  const observed = measure === 'messages' ? 'observed_messages' : 'observed_voice';
  const [days, hours] = await Promise.all([
    db.for('count-activity').pool.query<{ weekday: number; days: number }>(
      `SELECT (day + 3) % 7 AS weekday, count(*)::int4 AS days FROM analytics.guild_day
        WHERE guild_id = $1 AND day BETWEEN $2 AND $3 AND ${observed} > 0 GROUP BY 1`,
      [guildId, keptDay, toDay],
    ),
    db.for('count-activity').pool.query<{ weekday: number; hour: number; value: number }>(
      `SELECT extract(isodow FROM at)::int4 - 1 AS weekday, extract(hour FROM at)::int4 AS hour, sum(value) AS value
         FROM (SELECT to_timestamp((from_hour + place - 1) * 3600) AT TIME ZONE $5 AS at, sum((${parts.join(' + ')})::float8) AS value
                 FROM analytics.channel_hour, unnest(${arrays}) WITH ORDINALITY AS of_hour(${parts.join(', ')}, place)
                WHERE guild_id = $1 AND channel_id = ANY ($2::int8[]) AND from_hour > $3::int4 - 26 AND from_hour < $4::int4
                  AND from_hour + place - 1 >= $3::int4 AND from_hour + place - 1 < $4::int4
                GROUP BY from_hour + place) AS told
        GROUP BY 1, 2`,
      [guildId, channelIds ?? ['0'], firstHourOf(keptDay, zone), firstHourOf(toDay + 1, zone), zone],
    ),
  ]);
  const daysOf = new Map(days.rows.map(({ weekday, days }) => [weekday, days]));
  for (const weekday of daysOf.keys()) week[weekday]?.fill(0);
  for (const row of hours.rows) {
    const day = week[row.weekday];
    const of = daysOf.get(row.weekday);
    if (day && of) day[row.hour] = row.value / of;
  }
  return { week, fromDay: keptDay };
}

/** The first day of which no hour was swept. */
function firstKeptDay(nowMs: number, timeZone: string): number {
  const oldest = hourOf(nowMs) - 24 * HOUR_TOTALS_KEPT_DAYS;
  let day = Math.floor(oldest / 24) - 1;
  while (firstHourOf(day, timeZone) < oldest) day += 1;
  return day;
}
