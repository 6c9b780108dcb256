import { spanLengths } from '#core/analytics/spans.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';

const TOTAL_DAYS = 730;
/** Hourly totals live so long. */
const HOUR_DAYS = 100;

/** Two years of a guild's totals in all of its channels, up to, without, `today`. Drawn: they are read for their time alone. */
export async function fillGuild(
  { pool }: Pick<WholeDatabase, 'pool'>,
  { guildId, channelIds, today }: { guildId: string; channelIds: readonly string[]; today: number },
): Promise<void> {
  const days = [guildId, today - TOTAL_DAYS, today - 1];
  await pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms, peak,
            posters, voice_users, active, active_week, newcomers, returned, lapsed, regulars, joins, left_first_day,
            left_first_week, left_first_month, left_later, left_unknown, observed_messages, observed_voice)
     SELECT $1, day, 'UTC', 1000 + floor(9000 * random()), 10000000, 5000000, 2000000, 500000, 50, 900, 300, 1000, 4000,
            200, 300, 400, 1500, 30, 4, 5, 6, 7, 1, 1, 1 FROM generate_series($2::int4, $3::int4) AS day`,
    days,
  );
  await pool.query(
    `INSERT INTO analytics.active_month (guild_id, day, people, observed)
     SELECT $1, day, floor(1000 * random()), 1 FROM generate_series($2::int4, $3::int4) AS day`,
    days,
  );
  await pool.query(
    `INSERT INTO analytics.channel_day (guild_id, channel_id, day, messages, posters, active_ms, muted_ms, deafened_ms,
            alone_ms, voice_users, peak)
     SELECT $1, channel, day, floor(200 * random()), 20, floor(9000000 * random()), 400000, 100000, 50000, 5, 4
       FROM generate_series($2::int4, $3::int4) AS day, unnest($4::int8[]) AS channel ORDER BY day, channel`,
    [...days, channelIds],
  );
  await pool.query(
    `INSERT INTO analytics.channel_span (guild_id, days, first_day, channel_id, messages, active_ms, muted_ms, deafened_ms,
            alone_ms, peak)
     SELECT guild_id, length, day / length * length, channel_id, sum(messages), sum(active_ms), sum(muted_ms),
            sum(deafened_ms), sum(alone_ms), max(peak)
       FROM analytics.channel_day, unnest($1::int4[]) AS span(length) GROUP BY 1, 2, 3, 4`,
    [spanLengths],
  );
  await pool.query(
    `INSERT INTO analytics.channel_hour (guild_id, channel_id, from_hour, messages, active_ms, muted_ms, deafened_ms, alone_ms)
     SELECT $1, channel, day * 24, array_agg(floor(20 * random())), array_agg(300000), array_agg(20000), array_agg(10000),
            array_agg(5000)
       FROM generate_series($2::int4, $3::int4) AS day, unnest($4::int8[]) AS channel, generate_series(1, 24) GROUP BY day, channel`,
    [guildId, today - HOUR_DAYS, today - 1, ['0', ...channelIds]],
  );
  await pool.query(
    `INSERT INTO analytics.retention_week (guild_id, week, joined, stayed_week1, active_week1, stayed_week4, active_week4,
            observed_week1, observed_week4)
     SELECT $1, week, 500, 400, 200, 300, 100, 1, 1
       FROM generate_series($2::int4 - ($2::int4 + 3) % 7, $3::int4 - 63, 7) AS week`,
    days,
  );
  await pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    guildId,
    (today - TOTAL_DAYS) * 86_400_000,
  ]);
  await pool.query('VACUUM (ANALYZE)');
}
