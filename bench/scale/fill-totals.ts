import { spanLengths } from '#core/analytics/spans.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { userId } from './fill-hours.ts';
import { TOTAL_DAYS, type World } from './world.ts';

/** Channels of a guild beside the big one that have totals; of every tenth guild, the others are there in days alone. */
const OTHER_CHANNELS = 20;
/** Hourly totals live so long. */
const HOUR_DAYS = 100;

/**
 * Totals of two years up to, without, `toDay`: days of every guild, channels of every tenth, the big one among them.
 * Their numbers are drawn: they are read for their time alone.
 */
export async function fillTotals(db: WholeDatabase, world: World, toDay: number): Promise<void> {
  const { big, today, totalChannels } = world;
  const fromDay = today - TOTAL_DAYS;
  const channelsOf = `CASE WHEN g.id = ${big.id} THEN ${totalChannels} ELSE least(g.channels, ${OTHER_CHANNELS}) END`;
  await db.pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms, peak,
            posters, voice_users, active, active_week, newcomers, returned, lapsed, regulars, joins, left_first_day,
            left_first_week, left_first_month, left_later, left_unknown, observed_messages, observed_voice)
     SELECT g.id, day, 'UTC', 1000 + floor(9000 * random()), 10000000, 5000000, 2000000, 500000, 50, 900, 300, 1000, 4000,
            200, 300, 400, 1500, 30, 4, 5, 6, 7, 1, 1, 1
       FROM generate_series($1::int4, $2::int4 - 1) AS day, bench.guild g ORDER BY day, g.id`,
    [fromDay, toDay],
  );
  await db.pool.query(
    `INSERT INTO analytics.active_month (guild_id, day, people, observed)
     SELECT g.id, day, floor(1000 * random()), 1 FROM generate_series($1::int4, $2::int4 - 1) AS day, bench.guild g
      ORDER BY day, g.id`,
    [fromDay, toDay],
  );
  await db.pool.query(
    `INSERT INTO analytics.channel_day (guild_id, channel_id, day, messages, posters, active_ms, muted_ms, deafened_ms,
            alone_ms, voice_users, peak)
     SELECT g.id, g.id + channel * 4194304, day, floor(200 * random()), 20, floor(9000000 * random()), 400000, 100000, 50000, 5, 4
       FROM generate_series($1::int4, $2::int4 - 1) AS day, bench.guild g, generate_series(1, ${channelsOf}) AS channel
      WHERE g.number % 10 = 0 ORDER BY day, g.id, channel`,
    [fromDay, toDay],
  );
  await db.pool.query(
    `INSERT INTO analytics.channel_span (guild_id, days, first_day, channel_id, messages, active_ms, muted_ms, deafened_ms,
            alone_ms, peak)
     SELECT guild_id, length, day / length * length AS first, channel_id, sum(messages), sum(active_ms), sum(muted_ms),
            sum(deafened_ms), sum(alone_ms), max(peak)
       FROM analytics.channel_day, unnest($1::int4[]) AS span(length) GROUP BY 1, 2, 3, 4 ORDER BY first, guild_id, channel_id`,
    [spanLengths],
  );
  await db.pool.query(
    `INSERT INTO analytics.channel_hour (guild_id, channel_id, from_hour, messages, active_ms, muted_ms, deafened_ms, alone_ms)
     SELECT g.id, CASE WHEN channel = 0 THEN 0 ELSE g.id + channel * 4194304 END, day * 24, array_agg(floor(20 * random())),
            array_agg(300000), array_agg(20000), array_agg(10000), array_agg(5000)
       FROM generate_series($1::int4, $2::int4 - 1) AS day, bench.guild g, generate_series(0, ${channelsOf}) AS channel,
            generate_series(1, 24)
      WHERE g.number % 10 = 0 GROUP BY day, g.id, channel ORDER BY day, g.id, channel`,
    [today - HOUR_DAYS, toDay],
  );
  await db.pool.query(
    `INSERT INTO analytics.retention_week (guild_id, week, joined, stayed_week1, active_week1, stayed_week4, active_week4,
            observed_week1, observed_week4)
     SELECT g.id, week, 500, 400, 200, 300, 100, 1, 1
       FROM generate_series($1::int4 - ($1::int4 + 3) % 7, $2::int4 - 63, 7) AS week, bench.guild g ORDER BY week, g.id`,
    [fromDay, toDay],
  );
}

/** The members of the big guild: they joined over two years, ten times as many in the last ten weeks. */
export async function fillMembers(db: WholeDatabase, { big, today }: World): Promise<void> {
  await db.pool.query(
    `INSERT INTO analytics.membership (guild_id, user_id, first_joined_ms, joined_ms, left_ms)
     SELECT guild_id, user_id, joined_ms, joined_ms, CASE WHEN random() < 0.1 AND joined_ms > $3::int8 - 864000000 THEN $3::int8 END
       FROM (SELECT DISTINCT ON (user_id) $1::int8 AS guild_id,
                    ${userId('0', 'member')} AS user_id,
                    $3::int8 - floor(86400000 * CASE WHEN random() < 0.5 THEN 70 * random() ELSE 730 * random() END)::int8 AS joined_ms
               FROM generate_series(0::int8, $2::int8 - 1) AS member) AS one`,
    [big.id, big.members, today * 86_400_000],
  );
}
