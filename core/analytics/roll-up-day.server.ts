import type pg from 'pg';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { firstHourOf } from './internal/local-day.ts';
import { observedOf } from './internal/observed-of.server.ts';
import { ACTIVE_VOICE_MS, NEEDED_OBSERVED } from './rules.ts';
import { spanLengths } from './spans.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** One guild's calendar day, in days since 1970, in `timeZone`. */
export interface GuildDay {
  guildId: string;
  day: number;
  timeZone: string;
}

/**
 * Makes the totals of a guild's day that is over from the hourly rows. The same rows give the same totals, however often
 * it is made; a day of which nothing was observed has none.
 * @param heldFromHour the first UTC hour whose rows are held: a day that begins before it stays as it was made.
 */
export async function rollUpDay(client: Client, { guildId, day, timeZone }: GuildDay, heldFromHour: number) {
  const fromHour = firstHourOf(day, timeZone);
  const toHour = firstHourOf(day + 1, timeZone);
  if (fromHour < heldFromHour || toHour === fromHour) return;
  const hours = [guildId, fromHour, toHour];
  const observed = await observedOf(client, guildId, fromHour, toHour);
  await client.query('DELETE FROM analytics.channel_hour WHERE guild_id = $1 AND hour >= $2 AND hour < $3', hours);
  await client.query('DELETE FROM analytics.channel_day WHERE guild_id = $1 AND day = $2', [guildId, day]);
  const isObserved = observed.messages > 0 || observed.voice > 0;
  if (isObserved) {
    await client.query(CHANNEL_HOURS, hours);
    await client.query(CHANNEL_DAYS, [...hours, day, ACTIVE_VOICE_MS]);
  }
  await rollUpSpans(client, guildId, day);
  if (!isObserved) return;
  await client.query(GUILD_DAY, [...hours, day, timeZone, ACTIVE_VOICE_MS, observed.messages, observed.voice]);
  await rollUpWeeks(client, { guildId, day, timeZone }, heldFromHour);
}

/** Adds up the spans that `day` lies in, each from those of the length below. */
async function rollUpSpans(client: Client, guildId: string, day: number) {
  await client.query(
    `DELETE FROM analytics.channel_span USING unnest($3::int4[]) AS span(length)
      WHERE guild_id = $1 AND days = length AND first_day = $2::int4 / length * length`,
    [guildId, day, spanLengths],
  );
  await client.query(CHANNEL_SPANS, [guildId, day]);
}

/**
 * Makes the counts of people over the week, and the four weeks, that end with a day whose totals were made. What would
 * need rows that are no longer held stays; four weeks of which too little was observed have none.
 */
export async function rollUpWeeks(client: Client, { guildId, day, timeZone }: GuildDay, heldFromHour: number) {
  const toHour = firstHourOf(day + 1, timeZone);
  // Starts of the last four weeks, the newest first.
  const starts = [6, 13, 20, 27].map((before) => firstHourOf(day - before, timeZone));
  const [week = toHour, , , month = toHour] = starts;
  if (week < heldFromHour) return;
  const held = month >= heldFromHour;
  const whole = held && (await observedOf(client, guildId, month, toHour)).messages >= NEEDED_OBSERVED;
  await client.query(WEEKS, [guildId, day, ...starts, toHour, ACTIVE_VOICE_MS, month * HOUR_MS, held, whole]);
}

/** Threads under their channel; channel 0 is the guild. In this order, because the hours of one channel are read together. */
const CHANNEL_HOURS = `
  INSERT INTO analytics.channel_hour (guild_id, channel_id, hour, messages, active_ms, muted_ms, deafened_ms, alone_ms)
  SELECT $1::int8, coalesce(channel_id, 0), hour, sum(messages), sum(active_ms), sum(muted_ms), sum(deafened_ms), sum(alone_ms)
    FROM (
      SELECT coalesce(t.parent_id, r.channel_id) AS channel_id, hour, messages, 0 AS active_ms, 0 AS muted_ms,
             0 AS deafened_ms, 0 AS alone_ms
        FROM analytics.messages_of($1, $2, $3) r
        LEFT JOIN analytics.thread t ON t.guild_id = $1 AND t.thread_id = r.channel_id
      UNION ALL
      SELECT channel_id, hour, 0, active_ms, muted_ms, deafened_ms, alone_ms FROM analytics.voice_of($1, $2, $3)
    ) AS cell
   GROUP BY GROUPING SETS ((channel_id, hour), (hour)) ORDER BY 2, 3`;

/** A channel with its threads, and each thread of it in a row of its own. */
const CHANNEL_DAYS = `
  WITH written AS (
    SELECT r.channel_id, t.parent_id, user_id, sum(messages) AS messages
      FROM analytics.messages_of($1, $2, $3) r
      LEFT JOIN analytics.thread t ON t.guild_id = $1 AND t.thread_id = r.channel_id
     GROUP BY 1, 2, 3
  ), spoken AS (
    SELECT channel_id, user_id, sum(active_ms) AS active_ms, sum(muted_ms) AS muted_ms,
           sum(deafened_ms) AS deafened_ms, sum(alone_ms) AS alone_ms
      FROM analytics.voice_of($1, $2, $3) GROUP BY 1, 2
  ), part (channel_id, parent_id, messages, posters, active_ms, muted_ms, deafened_ms, alone_ms, voice_users, peak) AS (
    SELECT coalesce(parent_id, channel_id), NULL::int8, sum(messages), count(DISTINCT user_id), 0, 0, 0, 0, 0, NULL::int4
      FROM written GROUP BY 1
    UNION ALL
    SELECT channel_id, parent_id, sum(messages), count(*), 0, 0, 0, 0, 0, NULL
      FROM written WHERE parent_id IS NOT NULL GROUP BY 1, 2
    UNION ALL
    SELECT channel_id, NULL, 0, 0, sum(active_ms), sum(muted_ms), sum(deafened_ms), sum(alone_ms),
           count(*) FILTER (WHERE active_ms + muted_ms + deafened_ms >= $5), NULL
      FROM spoken GROUP BY 1
    UNION ALL
    SELECT channel_id, NULL, 0, 0, 0, 0, 0, 0, 0, max(people)
      FROM analytics.voice_peak WHERE guild_id = $1 AND hour >= $2 AND hour < $3 AND channel_id <> 0 GROUP BY 1
  )
  INSERT INTO analytics.channel_day (guild_id, channel_id, day, parent_id, messages, posters, active_ms, muted_ms,
         deafened_ms, alone_ms, voice_users, peak)
  SELECT $1::int8, channel_id, $4::int4, parent_id, sum(messages), sum(posters), sum(active_ms), sum(muted_ms), sum(deafened_ms),
         sum(alone_ms), sum(voice_users), max(peak)
    FROM part GROUP BY channel_id, parent_id ORDER BY channel_id`;

/** Of each length a part of one statement: the longer ones take the new row of the one below, and three old ones. */
const CHANNEL_SPANS = (() => {
  const columns = 'channel_id, parent_id, messages, active_ms, muted_ms, deafened_ms, alone_ms, peak';
  const sums = `channel_id, max(parent_id) AS parent_id, sum(messages)::int4 AS messages, sum(active_ms)::int8 AS active_ms,
         sum(muted_ms)::int8 AS muted_ms, sum(deafened_ms)::int8 AS deafened_ms, sum(alone_ms)::int8 AS alone_ms, max(peak) AS peak`;
  const firstOf = (length: number) => `$2::int4 / ${length} * ${length}`;
  const within = (first: string, length: number) =>
    `guild_id = $1 AND ${first} BETWEEN ${firstOf(length)} AND ${firstOf(length)} + ${length - 1}`;
  const parts = spanLengths.map((length) => {
    const below = length / 4;
    const rows =
      below === 1
        ? `SELECT ${columns} FROM analytics.channel_day WHERE ${within('day', length)}`
        : `SELECT ${columns} FROM analytics.channel_span WHERE days = ${below} AND ${within('first_day', length)}
           UNION ALL SELECT ${columns} FROM span_${below}`;
    return `span_${length} AS MATERIALIZED (SELECT ${sums} FROM (${rows}) AS piece GROUP BY channel_id)`;
  });
  const made = spanLengths.map(
    (length) => `SELECT $1::int8, ${length}, ${firstOf(length)}, ${columns} FROM span_${length}`,
  );
  return `WITH ${parts.join(', ')}
    INSERT INTO analytics.channel_span (guild_id, days, first_day, ${columns}) ${made.join(' UNION ALL ')}`;
})();

const GUILD_DAY = `
  WITH written AS (
    SELECT user_id, sum(messages) AS messages FROM analytics.messages_of($1, $2, $3) GROUP BY 1
  ), spoken AS (
    SELECT user_id, sum(active_ms) AS active_ms, sum(muted_ms) AS muted_ms, sum(deafened_ms) AS deafened_ms,
           sum(alone_ms) AS alone_ms, sum(active_ms + muted_ms + deafened_ms) >= $6 AS counts
      FROM analytics.voice_of($1, $2, $3) GROUP BY 1
  ), people AS (
    SELECT count(*) AS active FROM (SELECT user_id FROM written UNION SELECT user_id FROM spoken WHERE counts) AS either
  ), messages AS (
    SELECT coalesce(sum(messages), 0) AS messages, count(*) AS posters FROM written
  ), voice AS (
    SELECT coalesce(sum(active_ms), 0) AS active_ms, coalesce(sum(muted_ms), 0) AS muted_ms,
           coalesce(sum(deafened_ms), 0) AS deafened_ms, coalesce(sum(alone_ms), 0) AS alone_ms,
           count(*) FILTER (WHERE counts) AS voice_users
      FROM spoken
  ), growth AS (
    SELECT coalesce(sum(joins), 0) AS joins, coalesce(sum(left_first_day), 0) AS left_first_day,
           coalesce(sum(left_first_week), 0) AS left_first_week, coalesce(sum(left_first_month), 0) AS left_first_month,
           coalesce(sum(left_later), 0) AS left_later, coalesce(sum(left_unknown), 0) AS left_unknown
      FROM analytics.growth_hour WHERE guild_id = $1 AND hour >= $2 AND hour < $3
  ), peak AS (
    SELECT max(people) AS peak
      FROM analytics.voice_peak WHERE guild_id = $1 AND hour >= $2 AND hour < $3 AND channel_id = 0
  )
  INSERT INTO analytics.guild_day AS old (guild_id, day, time_zone, messages, posters, active_ms, muted_ms, deafened_ms,
         alone_ms, voice_users, peak, active, joins, left_first_day, left_first_week, left_first_month, left_later,
         left_unknown, observed_messages, observed_voice)
  SELECT $1::int8, $4::int4, $5, messages, posters, active_ms, muted_ms, deafened_ms, alone_ms, voice_users, peak, active, joins,
         left_first_day, left_first_week, left_first_month, left_later, left_unknown, $7::float4, $8::float4
    FROM messages, voice, people, growth, peak
  ON CONFLICT (guild_id, day) DO UPDATE SET
    time_zone = excluded.time_zone, messages = excluded.messages, posters = excluded.posters,
    active_ms = excluded.active_ms, muted_ms = excluded.muted_ms, deafened_ms = excluded.deafened_ms,
    alone_ms = excluded.alone_ms, voice_users = excluded.voice_users, peak = excluded.peak, active = excluded.active,
    joins = excluded.joins, left_first_day = excluded.left_first_day, left_first_week = excluded.left_first_week,
    left_first_month = excluded.left_first_month, left_later = excluded.left_later,
    left_unknown = excluded.left_unknown, observed_messages = excluded.observed_messages,
    observed_voice = excluded.observed_voice, computed_at = now()`;

/** $3 to $6 are the starts of the four weeks, newest first, $7 the end; $10 the rows of all are held, $11 and whole. */
const WEEKS = `
  WITH cell AS (
    SELECT user_id, hour, messages, 0 AS voice_ms FROM analytics.messages_of($1, $6, $7)
    UNION ALL
    SELECT user_id, hour, 0, active_ms + muted_ms + deafened_ms FROM analytics.voice_of($1, $6, $7)
  ), active AS (
    SELECT user_id, CASE WHEN hour >= $3 THEN 0 WHEN hour >= $4 THEN 1 WHEN hour >= $5 THEN 2 ELSE 3 END AS week
      FROM cell GROUP BY 1, 2 HAVING sum(messages) > 0 OR sum(voice_ms) >= $8
  ), person AS (
    SELECT user_id, bool_or(week = 0) AS this_week, bool_or(week = 1) AS week_before, count(*) AS weeks
      FROM active GROUP BY 1
  ), people AS (
    SELECT count(*) FILTER (WHERE this_week) AS active_week,
           count(*) FILTER (WHERE this_week AND joined) AS newcomers,
           count(*) FILTER (WHERE this_week AND NOT week_before AND NOT joined) AS returned,
           count(*) FILTER (WHERE week_before AND NOT this_week) AS lapsed,
           count(*) FILTER (WHERE weeks >= 3) AS regulars
      FROM (SELECT person.*, first_joined_ms IS NOT NULL AND first_joined_ms >= $9 AS joined
              FROM person LEFT JOIN analytics.membership m ON m.guild_id = $1 AND m.user_id = person.user_id) AS known
  )
  UPDATE analytics.guild_day SET active_week = people.active_week,
         newcomers = CASE WHEN NOT $10::bool THEN guild_day.newcomers WHEN $11::bool THEN people.newcomers END,
         returned = CASE WHEN NOT $10::bool THEN guild_day.returned WHEN $11::bool THEN people.returned END,
         lapsed = CASE WHEN NOT $10::bool THEN guild_day.lapsed WHEN $11::bool THEN people.lapsed END,
         regulars = CASE WHEN NOT $10::bool THEN guild_day.regulars WHEN $11::bool THEN people.regulars END
    FROM people WHERE guild_id = $1 AND day = $2`;
