import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { int8Array } from './internal/binary-array.server.ts';
import { dayStartsOf } from './internal/day-starts.ts';
import type { GuildWork } from './internal/guild-work.ts';
import { dayNumberAt, isTimeZone, weekOf } from './internal/local-day.ts';
import { partitionOf } from './internal/partitions.ts';
import { ensurePeople } from './internal/people-rows.server.ts';
import { ACTIVITY_KEPT_DAYS } from './keep-partitions.server.ts';
import { rollUpGuilds } from './roll-up-guilds.server.ts';
import { listDueCohorts, rollUpRetention } from './roll-up-retention.server.ts';
import { topDays } from './rules/top-members.ts';

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
  /** The thirty UTC days that are over were counted. */
  hasMonth: boolean;
  /** Somebody was active of late, and the lists of the most active are not as of the newest day. */
  lacksTop: boolean;
}

/** Guilds whose totals are made in one transaction: most of its statements cost the same for one as for all of them. */
const GUILDS_AT_ONCE = 50;

/** The thirty UTC days wait this long for the commits of their last hour, less than their oldest rows are held. */
const MONTH_WAIT_MS = 8 * 60_000;

/** What a guild has to be given. */
interface Plan extends CountedGuild {
  /** Days that are over and have no totals yet, ascending. */
  days: number[];
  month: number | null;
  /** Rows came late. */
  isDue: boolean;
}

/**
 * Makes the totals of every guild that are due at `nowMs`: days that are over, days of which rows arrived after they
 * were made, months and cohorts. A day of some guilds is a transaction of its own, so it goes on where it was stopped;
 * whoever runs it twice at once makes the same totals.
 * @returns how many days were made.
 */
export async function rollUp(db: Database, nowMs: number): Promise<number> {
  const heldFromHour = await readHeldFromHour(db, nowMs);
  const guilds = await readCountedGuilds(db, nowMs);
  const due = await readDueGuilds(db);
  const plans = guilds
    .map((guild) => planOf(guild, { nowMs, heldFromHour, isDue: due.has(guild.guildId) }))
    .filter((plan) => plan.isDue || plan.lacksTop || plan.days.length > 0 || plan.month !== null)
    .sort((a, b) => a.timeZone.localeCompare(b.timeZone));
  if (plans.length === 0) return 0;
  await ensurePeople(db.for('count-activity', 'respect-objection').pool, heldFromHour, Math.floor(nowMs / HOUR_MS) + 1);
  let days = 0;
  const rounds = Math.max(...plans.map((plan) => Math.max(1, plan.days.length)));
  for (let round = 0; round < rounds; round++) {
    const batch = plans.filter((plan) => round < Math.max(1, plan.days.length));
    for (let at = 0; at < batch.length; at += GUILDS_AT_ONCE)
      days += await makeRound(db, batch.slice(at, at + GUILDS_AT_ONCE), round, { nowMs, heldFromHour });
  }
  await makeCohorts(
    db,
    plans.filter((plan) => plan.days.length > 0),
    { nowMs, heldFromHour },
  );
  return days;
}

/** The thirtieth UTC day back is held until its partition is dropped. */
async function readHeldFromHour(db: Database, nowMs: number): Promise<number> {
  const oldest = Math.floor(nowMs / DAY_MS) - ACTIVITY_KEPT_DAYS;
  const { rows } = await db
    .for('count-activity', 'respect-objection')
    .pool.query<{ held: boolean }>('SELECT to_regclass($1) IS NOT NULL AS held', [
      `analytics.${partitionOf('message_pack', oldest)}`,
    ]);
  return (rows[0]?.held ? oldest : oldest + 1) * 24;
}

async function readCountedGuilds(db: Database, nowMs: number): Promise<CountedGuild[]> {
  const { rows } = await db.for('count-activity', 'respect-objection').pool.query<{
    guild_id: string;
    time_zone: string;
    since_ms: number;
    observed_ms: number | null;
    made_day: number | null;
    has_month: boolean;
    lacks_top: boolean;
  }>(
    `SELECT s.guild_id, coalesce(g.time_zone, 'UTC') AS time_zone, s.since_ms::float8,
            (SELECT coalesce(observed_ms::float8, extract(epoch FROM committed_at)::float8 * 1000)
               FROM gateway.shard WHERE shard_id = (s.guild_id >> 22) % shard_count
              ORDER BY heartbeat_at DESC NULLS LAST, shard_count DESC LIMIT 1) AS observed_ms,
            made.day AS made_day,
            EXISTS (SELECT FROM analytics.active_month m WHERE m.guild_id = s.guild_id AND m.day = $2) AS has_month,
            EXISTS (SELECT FROM analytics.guild_day d WHERE d.guild_id = s.guild_id AND d.day > made.day - $3 AND d.active > 0)
              AND NOT EXISTS (SELECT FROM analytics.top_member t WHERE t.guild_id = s.guild_id AND t.day = made.day) AS lacks_top
       FROM (SELECT guild_id, min(from_ms) AS since_ms FROM analytics.counting_span
              GROUP BY guild_id HAVING bool_or(to_ms IS NULL OR to_ms > $1)) AS s
       LEFT JOIN guild g ON g.id = s.guild_id
       LEFT JOIN LATERAL (SELECT max(day) AS day FROM analytics.guild_day d WHERE d.guild_id = s.guild_id) AS made ON true
      ORDER BY s.guild_id`,
    [nowMs - (ACTIVITY_KEPT_DAYS + 1) * DAY_MS, Math.floor(nowMs / DAY_MS) - 1, Math.max(...topDays)],
  );
  return rows.map((row) => ({
    guildId: row.guild_id,
    timeZone: isTimeZone(row.time_zone) ? row.time_zone : 'UTC',
    sinceMs: row.since_ms,
    observedMs: row.observed_ms ?? 0,
    madeDay: row.made_day,
    hasMonth: row.has_month,
    lacksTop: row.lacks_top,
  }));
}

async function readDueGuilds(db: Database): Promise<Set<string>> {
  const { rows } = await db
    .for('count-activity', 'respect-objection')
    .pool.query<{ guild_id: string }>('SELECT DISTINCT guild_id FROM analytics.roll_up_due');
  return new Set(rows.map((row) => row.guild_id));
}

interface At {
  nowMs: number;
  heldFromHour: number;
}

function planOf(guild: CountedGuild, { nowMs, heldFromHour, isDue }: At & { isDue: boolean }): Plan {
  const { timeZone, sinceMs, madeDay } = guild;
  const firstHeld = dayNumberAt(heldFromHour * HOUR_MS - 1, timeZone) + 1;
  const days: number[] = [];
  const next = Math.max((madeDay ?? 0) + 1, dayNumberAt(sinceMs, timeZone), firstHeld);
  for (let day = next; isOver(guild, day, nowMs); day++) days.push(day);
  return { ...guild, days, month: monthOf(guild, { nowMs, heldFromHour, isDue }), isDue };
}

function isOver({ timeZone, observedMs }: CountedGuild, day: number, nowMs: number): boolean {
  const endMs = dayStartsOf(timeZone).of(day + 1) * HOUR_MS;
  return endMs <= Math.max(Math.min(observedMs, nowMs), nowMs - WAIT_MS);
}

/** The UTC day before, while the first of the thirty that end with it is held. Once counted, for late rows alone. */
function monthOf({ observedMs, hasMonth }: CountedGuild, { nowMs, heldFromHour, isDue }: At & { isDue: boolean }) {
  const day = Math.floor(nowMs / DAY_MS) - 1;
  const endMs = (day + 1) * DAY_MS;
  if ((day - (ACTIVITY_KEPT_DAYS - 1)) * 24 < heldFromHour) return null;
  const isComplete = observedMs >= endMs || nowMs >= endMs + MONTH_WAIT_MS;
  return isDue || (isComplete && !hasMonth) ? day : null;
}

/** @returns how many days were made */
function makeRound(db: Database, plans: readonly Plan[], round: number, at: At): Promise<number> {
  const guildIds = plans.map((plan) => plan.guildId);
  return inGuilds(db, guildIds, async (client) => {
    const late =
      round === 0
        ? await takeLateDays(
            client,
            plans.filter((plan) => plan.isDue),
          )
        : new Map<string, LateDays>();
    const works = plans.map((plan) => workOf(plan, round, late.get(plan.guildId) ?? NOTHING_LATE, at));
    await rollUpGuilds(client, works, at.heldFromHour);
    return works.reduce((sum, work) => sum + work.days.length, 0);
  });
}

/** Days with totals that rows arrived for since, and the days that end weeks with those in them. Ascending. */
interface LateDays {
  days: number[];
  weeks: number[];
}
const NOTHING_LATE: LateDays = { days: [], weeks: [] };

function workOf({ guildId, timeZone, days, month, ...guild }: Plan, round: number, late: LateDays, at: At): GuildWork {
  const day = days[round];
  const newest = day === undefined ? [] : [day];
  // Of other clocks a day with totals may not be over any more.
  let closedDay = day ?? guild.madeDay ?? 0;
  while (closedDay > 0 && !isOver({ guildId, timeZone, ...guild }, closedDay, at.nowMs)) closedDay -= 1;
  return {
    guildId,
    timeZone,
    days: [...late.days, ...newest],
    weeks: [...late.weeks, ...newest],
    // Months first: their oldest rows are the next to go.
    month: round === 0 ? month : null,
    top: day === undefined ? guild.lacksTop : day === days.at(-1),
    closedDay,
  };
}

/**
 * Takes what is due, in the transaction that makes the totals and before their rows are read: what arrives now stays due.
 * A day that has no totals yet is made with its late rows anyhow.
 */
async function takeLateDays(client: pg.PoolClient, plans: readonly Plan[]): Promise<Map<string, LateDays>> {
  const late = new Map<string, LateDays>();
  if (plans.length === 0) return late;
  const guildIds = int8Array(plans.map((plan) => plan.guildId));
  const newest = await client.query<{ guild_id: string; day: number | null }>(
    `SELECT g.id AS guild_id, (SELECT max(day) FROM analytics.guild_day d WHERE d.guild_id = g.id) AS day
       FROM unnest($1::int8[]) AS g(id)`,
    [guildIds],
  );
  const lastOf = new Map(newest.rows.map((row) => [row.guild_id, row.day ?? 0]));
  const { rows } = await client.query<{ guild_id: string; hour: number }>(
    'DELETE FROM analytics.roll_up_due WHERE guild_id = ANY($1::int8[]) RETURNING guild_id, hour',
    [guildIds],
  );
  for (const { guildId, timeZone } of plans) {
    const last = lastOf.get(guildId) ?? 0;
    const hours = rows.filter((row) => row.guild_id === guildId);
    const due = new Set(hours.map((row) => dayNumberAt(row.hour * HOUR_MS, timeZone)));
    const days = [...due].filter((day) => day <= last).sort((a, b) => a - b);
    const [first] = days;
    if (first === undefined) continue;
    const end = Math.min(last, (days.at(-1) ?? first) + 27);
    late.set(guildId, { days, weeks: Array.from({ length: end - first + 1 }, (_, index) => first + index) });
  }
  return late;
}

async function makeCohorts(db: Database, plans: readonly Plan[], at: At): Promise<void> {
  const guilds = plans.map(({ guildId, timeZone }) => {
    const thisWeek = weekOf(dayNumberAt(at.nowMs, timeZone));
    const weeks = Array.from({ length: COHORT_WEEKS - 1 }, (_, index) => thisWeek - (index + 2) * 7);
    return { guildId, timeZone, weeks };
  });
  const due = await listDueCohorts(db.for('count-activity', 'respect-objection').pool, guilds, at);
  for (let from = 0; from < due.length; from += GUILDS_AT_ONCE) {
    const cohorts = due.slice(from, from + GUILDS_AT_ONCE);
    await inGuilds(
      db,
      cohorts.map((cohort) => cohort.guildId),
      (client) => rollUpRetention(client, cohorts),
    );
  }
}

/** One at a time per guild: two workers would otherwise delete and make the same rows. */
function inGuilds<T>(
  db: Database,
  guildIds: readonly string[],
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(db.for('count-activity', 'respect-objection'), async (client) => {
    // All in one order, so that two of them wait for each other one way round.
    await client.query(
      `SELECT pg_advisory_xact_lock(hashtext('analytics.roll-up'), lock)
         FROM (SELECT DISTINCT hashtext(id) AS lock FROM unnest($1::text[]) AS id ORDER BY 1) AS locks`,
      [guildIds],
    );
    return work(client);
  });
}
