import type pg from 'pg';
import { spanLengths } from '../spans.ts';
import { int4Array, int8Array, int8ArrayOfSums } from './binary-array.server.ts';
import type { Counts, DayTotals } from './count-day.ts';
import type { Observed } from './observed-in.server.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** A guild's calendar day, by its UTC hours. */
export interface WrittenDay {
  guildId: string;
  day: number;
  timeZone: string;
  fromHour: number;
  toHour: number;
}

/** A day of which something was observed. */
export interface CountedDay extends WrittenDay {
  observed: Observed;
  totals: DayTotals;
}

/** Deletes what there is of the days by channel, with the hours of each: those before, because they say which channels have any. */
export async function deleteDays(client: Client, days: readonly WrittenDay[]): Promise<void> {
  await client.query(CUT_HOURS, [
    ...keysOf(days),
    int4Array(days.map((one) => one.fromHour)),
    int4Array(days.map((one) => one.toHour)),
  ]);
  await client.query(
    `DELETE FROM analytics.channel_day r USING unnest($1::int8[], $2::int4[]) AS d(guild_id, day)
      WHERE r.guild_id = d.guild_id AND r.day = d.day`,
    keysOf(days),
  );
}

/**
 * A day of other clocks shares hours with these: of such a row what lies outside stays. The guild has a row wherever one of
 * its channels has, so where that shares none, no channel's does.
 */
const CUT_HOURS = (() => {
  const counts = ['messages', 'active_ms', 'muted_ms', 'deafened_ms', 'alone_ms'];
  const end = 'r.from_hour + coalesce(cardinality(r.messages), cardinality(r.active_ms))';
  const shares = (day: string) =>
    `r.from_hour > ${day}.from_hour - 26 AND r.from_hour < ${day}.to_hour AND ${end} > ${day}.from_hour`;
  const part = (from: string, to: string) => counts.map((count) => `${count}[${from}:${to}]`).join(', ');
  return `
  WITH d AS (
    SELECT * FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::int4[]) AS d(guild_id, day, from_hour, to_hour)
     WHERE EXISTS (SELECT FROM analytics.channel_hour r WHERE r.guild_id = d.guild_id AND r.channel_id = 0 AND ${shares('d')})
  ), channel AS MATERIALIZED (
    SELECT DISTINCT d.guild_id, c.channel_id, d.from_hour, d.to_hour
      FROM d JOIN analytics.channel_day c ON c.guild_id = d.guild_id AND c.day = ANY(ARRAY[d.day - 1, d.day, d.day + 1])
    UNION ALL
    SELECT guild_id, 0, from_hour, to_hour FROM d
  ), gone AS (
    DELETE FROM analytics.channel_hour r USING channel c
     WHERE r.guild_id = c.guild_id AND r.channel_id = c.channel_id AND ${shares('c')}
    RETURNING r.*, c.from_hour AS cut_from, c.to_hour AS cut_to, ${end} AS to_hour
  )
  INSERT INTO analytics.channel_hour (guild_id, channel_id, from_hour, ${counts.join(', ')})
  SELECT guild_id, channel_id, from_hour, ${part('1', 'cut_from - from_hour')} FROM gone WHERE from_hour < cut_from
  UNION ALL
  SELECT guild_id, channel_id, cut_to, ${part('cut_to - from_hour + 1', 'to_hour - from_hour')} FROM gone WHERE to_hour > cut_to`;
})();

/** Hours lie one behind the other in the parameters; of each row it is said where they begin, or that there are none. */
export async function writeHours(client: Client, days: readonly CountedDay[]): Promise<void> {
  const rows = days.flatMap(({ guildId, fromHour, toHour, totals }) =>
    totals.hours.map((one) => ({ guildId, fromHour, hours: toHour - fromHour, ...one })),
  );
  const written = startsOf(rows, (row) => row.messages !== null);
  const spoken = startsOf(rows, (row) => row.voice !== null);
  const slice = (parameter: string, type: string, start: string) =>
    `(${parameter}::${type}[])[r.${start} + 1:r.${start} + r.hours]`;
  const voice = ['$8', '$9', '$10', '$11'].map((parameter) => slice(parameter, 'int8', 'spoken'));
  await client.query(
    `INSERT INTO analytics.channel_hour (guild_id, channel_id, from_hour, messages, active_ms, muted_ms, deafened_ms, alone_ms)
     SELECT r.guild_id, r.channel_id, r.from_hour, ${[slice('$7', 'int4', 'written'), ...voice].join(', ')}
       FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::int4[], $5::int4[], $6::int4[])
              AS r(guild_id, channel_id, from_hour, hours, written, spoken) ORDER BY 1, 2`,
    [
      int8Array(rows.map((row) => row.guildId)),
      int8Array(rows.map((row) => row.channelId)),
      int4Array(rows.map((row) => row.fromHour)),
      int4Array(rows.map((row) => row.hours)),
      written,
      spoken,
      int4Array(joined(rows.map((row) => row.messages))),
      ...[0, 1, 2, 3].map((part) => int8ArrayOfSums(joined(rows.map((row) => row.voice?.[part] ?? null)))),
    ],
  );
}

function startsOf<T extends { hours: number }>(rows: readonly T[], has: (row: T) => boolean): (number | null)[] {
  let next = 0;
  return rows.map((row) => {
    if (!has(row)) return null;
    next += row.hours;
    return next - row.hours;
  });
}

function joined(parts: readonly (Float64Array | null)[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + (part?.length ?? 0), 0));
  let at = 0;
  for (const part of parts) {
    if (!part) continue;
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A channel with its threads, and each thread of it in a row of its own; the most heads at once are the collector's. */
export async function writeChannels(client: Client, days: readonly CountedDay[]): Promise<void> {
  const rows = days.flatMap(({ guildId, day, totals }) => totals.channels.map((one) => ({ guildId, day, ...one })));
  await client.query(
    `WITH made AS (
       SELECT * FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::int4[], $5::int8[], $6::int8[], $7::int8[], $8::int8[],
                            $9::int8[], $10::int4[], $11::int4[])
                AS m(guild_id, channel_id, day, messages, active_ms, muted_ms, deafened_ms, alone_ms, parent_id, posters,
                     voice_users)
     ), peak AS (
       SELECT p.guild_id, channel_id, d.day, max(people) AS peak
         FROM unnest($12::int8[], $13::int4[], $14::int4[], $15::int4[]) AS d(guild_id, day, from_hour, to_hour)
         JOIN analytics.voice_peak p ON p.guild_id = d.guild_id AND p.hour >= d.from_hour AND p.hour < d.to_hour
        WHERE channel_id <> 0 GROUP BY 1, 2, 3
     )
     INSERT INTO analytics.channel_day (guild_id, channel_id, day, parent_id, messages, posters, active_ms, muted_ms,
            deafened_ms, alone_ms, voice_users, peak)
     SELECT guild_id, channel_id, day, nullif(parent_id, 0), coalesce(messages, 0), coalesce(posters, 0), coalesce(active_ms, 0),
            coalesce(muted_ms, 0), coalesce(deafened_ms, 0), coalesce(alone_ms, 0), coalesce(voice_users, 0), peak
       FROM made FULL JOIN peak USING (guild_id, channel_id, day) ORDER BY 1, 2`,
    [
      int8Array(rows.map((row) => row.guildId)),
      int8Array(rows.map((row) => row.channelId)),
      int4Array(rows.map((row) => row.day)),
      ...countColumns(rows.map((row) => row.counts)),
      int8Array(rows.map((row) => row.parentId ?? 0)),
      int4Array(rows.map((row) => row.posters)),
      int4Array(rows.map((row) => row.voiceUsers)),
      ...keysOf(days),
      int4Array(days.map((one) => one.fromHour)),
      int4Array(days.map((one) => one.toHour)),
    ],
  );
}

/**
 * Adds up the spans that are over with these days, each from those of the length below; and of days that were made before,
 * those that are over. Before `writeGuilds`: the newest day made so far says which are.
 */
export async function writeSpans(client: Client, days: readonly WrittenDay[]): Promise<void> {
  const due = await client.query<{ due: boolean }>(
    `WITH ${DUE_SPANS} SELECT EXISTS (SELECT FROM due) AS due`,
    keysOf(days),
  );
  if (!due.rows[0]?.due) return;
  await client.query(
    `WITH ${DUE_SPANS} DELETE FROM analytics.channel_span s USING due
      WHERE s.guild_id = due.guild_id AND s.days = due.days AND s.first_day = due.first_day`,
    keysOf(days),
  );
  await client.query(CHANNEL_SPANS, keysOf(days));
}

/** With joins, leaves and the most heads at once, which are counted as they come. */
export async function writeGuilds(client: Client, days: readonly CountedDay[]): Promise<void> {
  await client.query(GUILD_DAYS, [
    ...keysOf(days),
    days.map((one) => one.timeZone),
    int4Array(days.map((one) => one.fromHour)),
    int4Array(days.map((one) => one.toHour)),
    ...countColumns(days.map((one) => one.totals.guild.counts)),
    int4Array(days.map((one) => one.totals.guild.posters)),
    int4Array(days.map((one) => one.totals.guild.voiceUsers)),
    int4Array(days.map((one) => one.totals.guild.active)),
    days.map((one) => one.observed.messages),
    days.map((one) => one.observed.voice),
  ]);
}

function keysOf(days: readonly WrittenDay[]): [Buffer, Buffer] {
  return [int8Array(days.map((one) => one.guildId)), int4Array(days.map((one) => one.day))];
}

/** Messages, then the four parts of voice. */
function countColumns(counts: readonly Counts[]): Buffer[] {
  const voice = ([1, 2, 3, 4] as const).map((kind) => int8ArrayOfSums(counts.map((one) => one[kind])));
  return [int4Array(counts.map((one) => one[0])), ...voice];
}

/**
 * Spans that a day is the last of, or lies in where they are over; and those of the newest day made before that have ended
 * since without one.
 */
const DUE_SPANS = `due AS MATERIALIZED (
    SELECT DISTINCT d.guild_id, l.days, of.day / l.days * l.days AS first_day
      FROM (SELECT d.guild_id, d.day, (SELECT max(day) FROM analytics.guild_day g WHERE g.guild_id = d.guild_id) AS made
              FROM unnest($1::int8[], $2::int4[]) AS d(guild_id, day)) AS d,
           unnest('{${spanLengths.join(',')}}'::int4[]) AS l(days),
           LATERAL (VALUES (d.day, 0), (d.made, d.made + 1)) AS of(day, ends_from)
     WHERE (of.day / l.days + 1) * l.days - 1 BETWEEN of.ends_from AND greatest(d.day, d.made)
  )`;

/** Of each length a part of one statement: the longer ones take new rows of the one below, and old ones. */
const CHANNEL_SPANS = (() => {
  const columns = 'channel_id, parent_id, messages, active_ms, muted_ms, deafened_ms, alone_ms, peak';
  const sums = `channel_id, max(parent_id) AS parent_id, sum(messages)::int4 AS messages, sum(active_ms)::int8 AS active_ms,
         sum(muted_ms)::int8 AS muted_ms, sum(deafened_ms)::int8 AS deafened_ms, sum(alone_ms)::int8 AS alone_ms, max(peak) AS peak`;
  const of = (row: string) => columns.replaceAll(/\w+/g, (column) => `${row}.${column}`);
  const parts = spanLengths.map((length) => {
    const below = length / 4;
    // Days that are named, not a range of them: the planner knows then that they are few.
    const firsts = [0, 1, 2, 3].map((place) => `due.first_day + ${place * below}`).join(', ');
    const rows =
      below === 1
        ? `SELECT due.guild_id, due.first_day, ${of('r')} FROM due
             JOIN analytics.channel_day r ON r.guild_id = due.guild_id AND r.day = ANY(ARRAY[${firsts}])
            WHERE due.days = ${length}`
        : `SELECT due.guild_id, due.first_day, ${of('s')} FROM due
             JOIN analytics.channel_span s
               ON s.guild_id = due.guild_id AND s.days = ${below} AND s.first_day = ANY(ARRAY[${firsts}])
            WHERE due.days = ${length}
           UNION ALL
           SELECT due.guild_id, due.first_day, ${of('s')} FROM due
             JOIN span_${below} s ON s.guild_id = due.guild_id AND s.first_day = ANY(ARRAY[${firsts}])
            WHERE due.days = ${length}`;
    return `span_${length} AS MATERIALIZED (SELECT guild_id, first_day, ${sums} FROM (${rows}) AS piece GROUP BY guild_id, first_day, channel_id)`;
  });
  const made = spanLengths.map((length) => `SELECT guild_id, ${length}, first_day, ${columns} FROM span_${length}`);
  return `WITH ${DUE_SPANS}, ${parts.join(', ')}
    INSERT INTO analytics.channel_span (guild_id, days, first_day, ${columns}) ${made.join(' UNION ALL ')}`;
})();

const GUILD_DAYS = `
  INSERT INTO analytics.guild_day AS old (guild_id, day, time_zone, messages, posters, active_ms, muted_ms, deafened_ms,
         alone_ms, voice_users, peak, active, joins, left_first_day, left_first_week, left_first_month, left_later,
         left_unknown, observed_messages, observed_voice)
  SELECT d.guild_id, d.day, d.time_zone, d.messages, d.posters, d.active_ms, d.muted_ms, d.deafened_ms, d.alone_ms, d.voice_users,
         peak, d.active, joins, left_first_day, left_first_week, left_first_month, left_later, left_unknown, d.observed_messages,
         d.observed_voice
    FROM unnest($1::int8[], $2::int4[], $3::text[], $4::int4[], $5::int4[], $6::int4[], $7::int8[], $8::int8[], $9::int8[],
                $10::int8[], $11::int4[], $12::int4[], $13::int4[], $14::float4[], $15::float4[])
           AS d(guild_id, day, time_zone, from_hour, to_hour, messages, active_ms, muted_ms, deafened_ms, alone_ms, posters,
                voice_users, active, observed_messages, observed_voice),
         LATERAL (
           SELECT coalesce(sum(joins), 0) AS joins, coalesce(sum(left_first_day), 0) AS left_first_day,
                  coalesce(sum(left_first_week), 0) AS left_first_week, coalesce(sum(left_first_month), 0) AS left_first_month,
                  coalesce(sum(left_later), 0) AS left_later, coalesce(sum(left_unknown), 0) AS left_unknown
             FROM analytics.growth_hour g WHERE g.guild_id = d.guild_id AND g.hour >= d.from_hour AND g.hour < d.to_hour
         ) AS growth,
         LATERAL (
           SELECT max(people) AS peak FROM analytics.voice_peak p
            WHERE p.guild_id = d.guild_id AND p.channel_id = 0 AND p.hour >= d.from_hour AND p.hour < d.to_hour
         ) AS heads
  ON CONFLICT (guild_id, day) DO UPDATE SET
    time_zone = excluded.time_zone, messages = excluded.messages, posters = excluded.posters,
    active_ms = excluded.active_ms, muted_ms = excluded.muted_ms, deafened_ms = excluded.deafened_ms,
    alone_ms = excluded.alone_ms, voice_users = excluded.voice_users, peak = excluded.peak, active = excluded.active,
    joins = excluded.joins, left_first_day = excluded.left_first_day, left_first_week = excluded.left_first_week,
    left_first_month = excluded.left_first_month, left_later = excluded.left_later,
    left_unknown = excluded.left_unknown, observed_messages = excluded.observed_messages,
    observed_voice = excluded.observed_voice, computed_at = now()`;
