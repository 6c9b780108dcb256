import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { inTransaction } from './internal/in-transaction.server.ts';
import { dayNumberAt, firstHourOf, isTimeZone, weekOf } from './internal/local-day.ts';
import { partitionOf } from './internal/partitions.ts';
import { ACTIVITY_KEPT_DAYS } from './keep-partitions.server.ts';
import { rollUpDay, rollUpWeeks } from './roll-up-day.server.ts';
import { rollUpMonth } from './roll-up-month.server.ts';
import { listDueCohorts, rollUpRetention } from './roll-up-retention.server.ts';
import { rollUpTop } from './roll-up-top.server.ts';

const DAY_MS = 24 * HOUR_MS;

/** A day waits this long for the commits of its last hours; without them it is made as it is, and what lacks is unknown. */
const WAIT_MS = 2 * DAY_MS;

/** Cohorts that may still have a part to be counted: week 4 is mature six weeks after the week began. */
const COHORT_WEEKS = 9;

interface CountedGuild {
  guildId: string;
  timeZone: string;
  /** First instant it was ever counted. */
  sinceMs: number;
  /** Durable until here. */
  observedMs: number;
  /** The newest day whose totals were made. */
  madeDay: number | null;
}

/**
 * Makes the totals of every guild that are due at `nowMs`: days that are over, days of which rows arrived after they
 * were made, months and cohorts. Each day is a transaction of its own, so it goes on where it was stopped; whoever runs
 * it twice at once makes the same totals.
 * @returns how many days were made.
 */
export async function rollUp(db: Pick<Database, 'pool'>, nowMs: number): Promise<number> {
  const heldFromHour = await readHeldFromHour(db, nowMs);
  const guilds = await readCountedGuilds(db, nowMs);
  const due = await readDueGuilds(db);
  // Months first: their oldest rows are the next to go.
  for (const guild of guilds) await makeMonth(db, guild, nowMs, heldFromHour);
  let days = 0;
  for (const guild of guilds) {
    const made = await makeDays(db, guild, nowMs, heldFromHour);
    if (made > 0) await makeCohorts(db, guild, nowMs, heldFromHour);
    days += made;
    if (due.has(guild.guildId)) days += await makeDueDays(db, guild, heldFromHour);
    await inGuild(db, guild.guildId, (client) => rollUpTop(client, guild, heldFromHour));
  }
  return days;
}

/** The thirtieth UTC day back is held until its partition is dropped. */
async function readHeldFromHour(db: Pick<Database, 'pool'>, nowMs: number): Promise<number> {
  const oldest = Math.floor(nowMs / DAY_MS) - ACTIVITY_KEPT_DAYS;
  const { rows } = await db.pool.query<{ held: boolean }>('SELECT to_regclass($1) IS NOT NULL AS held', [
    `analytics.${partitionOf('message_pack', oldest)}`,
  ]);
  return (rows[0]?.held ? oldest : oldest + 1) * 24;
}

async function readCountedGuilds(db: Pick<Database, 'pool'>, nowMs: number): Promise<CountedGuild[]> {
  const { rows } = await db.pool.query<{
    guild_id: string;
    time_zone: string;
    since_ms: number;
    observed_ms: number | null;
    made_day: number | null;
  }>(
    `SELECT s.guild_id, coalesce(g.time_zone, 'UTC') AS time_zone, s.since_ms::float8,
            (SELECT coalesce(observed_ms::float8, extract(epoch FROM committed_at)::float8 * 1000)
               FROM gateway.shard WHERE shard_id = (s.guild_id >> 22) % shard_count
              ORDER BY heartbeat_at DESC NULLS LAST, shard_count DESC LIMIT 1) AS observed_ms,
            (SELECT max(day) FROM analytics.guild_day d WHERE d.guild_id = s.guild_id) AS made_day
       FROM (SELECT guild_id, min(from_ms) AS since_ms FROM analytics.counting_span
              GROUP BY guild_id HAVING bool_or(to_ms IS NULL OR to_ms > $1)) AS s
       LEFT JOIN guild g ON g.id = s.guild_id
      ORDER BY s.guild_id`,
    [nowMs - (ACTIVITY_KEPT_DAYS + 1) * DAY_MS],
  );
  return rows.map((row) => ({
    guildId: row.guild_id,
    timeZone: isTimeZone(row.time_zone) ? row.time_zone : 'UTC',
    sinceMs: row.since_ms,
    observedMs: row.observed_ms ?? 0,
    madeDay: row.made_day,
  }));
}

async function readDueGuilds(db: Pick<Database, 'pool'>): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ guild_id: string }>('SELECT DISTINCT guild_id FROM analytics.roll_up_due');
  return new Set(rows.map((row) => row.guild_id));
}

async function makeMonth(db: Pick<Database, 'pool'>, { guildId }: CountedGuild, nowMs: number, heldFromHour: number) {
  const day = Math.floor(nowMs / DAY_MS) - 1;
  if ((day - (ACTIVITY_KEPT_DAYS - 1)) * 24 < heldFromHour) return;
  await inGuild(db, guildId, (client) => rollUpMonth(client, { guildId, day }, heldFromHour));
}

async function makeDays(
  db: Pick<Database, 'pool'>,
  { guildId, timeZone, sinceMs, observedMs, madeDay }: CountedGuild,
  nowMs: number,
  heldFromHour: number,
): Promise<number> {
  const firstHeld = dayNumberAt(heldFromHour * HOUR_MS - 1, timeZone) + 1;
  const isOver = (day: number) => {
    const endMs = firstHourOf(day + 1, timeZone) * HOUR_MS;
    return endMs <= Math.max(Math.min(observedMs, nowMs), nowMs - WAIT_MS);
  };
  let made = 0;
  const next = Math.max((madeDay ?? 0) + 1, dayNumberAt(sinceMs, timeZone), firstHeld);
  for (let day = next; isOver(day); day++) {
    await inGuild(db, guildId, (client) => rollUpDay(client, { guildId, day, timeZone }, heldFromHour));
    made += 1;
  }
  return made;
}

/** Makes again what rows that arrived late belong to, and the weeks that end after it. */
async function makeDueDays(
  db: Pick<Database, 'pool'>,
  { guildId, timeZone }: CountedGuild,
  heldFromHour: number,
): Promise<number> {
  return inGuild(db, guildId, async (client) => {
    const newest = await client.query<{ day: number | null }>(
      'SELECT max(day) AS day FROM analytics.guild_day WHERE guild_id = $1',
      [guildId],
    );
    const last = newest.rows[0]?.day ?? 0;
    // Taken in the transaction that makes the totals, and before their rows are read: what arrives now stays due.
    const { rows } = await client.query<{ hour: number }>(
      'DELETE FROM analytics.roll_up_due WHERE guild_id = $1 RETURNING hour',
      [guildId],
    );
    const due = new Set(rows.map((row) => dayNumberAt(row.hour * HOUR_MS, timeZone)));
    const days = [...due].filter((day) => day <= last).sort((a, b) => a - b);
    const [first] = days;
    if (first === undefined) return 0;
    for (const day of days) await rollUpDay(client, { guildId, day, timeZone }, heldFromHour);
    for (let day = first + 1; day <= Math.min(last, (days.at(-1) ?? first) + 27); day++)
      if (!due.has(day)) await rollUpWeeks(client, { guildId, day, timeZone }, heldFromHour);
    return days.length;
  });
}

async function makeCohorts(
  db: Pick<Database, 'pool'>,
  { guildId, timeZone }: CountedGuild,
  nowMs: number,
  heldFromHour: number,
) {
  const thisWeek = weekOf(dayNumberAt(nowMs, timeZone));
  const weeks = Array.from({ length: COHORT_WEEKS - 1 }, (_, index) => thisWeek - (index + 2) * 7);
  const due = await listDueCohorts(db.pool, { guildId, timeZone }, weeks, { nowMs, heldFromHour });
  for (const { week, part } of due)
    await inGuild(db, guildId, (client) => rollUpRetention(client, { guildId, week, timeZone }, part));
}

/** One at a time per guild: two workers would otherwise delete and make the same rows. */
function inGuild<T>(
  db: Pick<Database, 'pool'>,
  guildId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('analytics.roll-up'), hashtext($1))", [guildId]);
    return work(client);
  });
}
