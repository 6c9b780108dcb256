import { listEntitledGuilds } from '#core/billing/list-entitled-guilds.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { firstHourOf } from './internal/local-day.ts';
import { ACTIVE_VOICE_MS, SUPPRESSED_UNDER } from './rules.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days whose cells are looked at. */
const LOOKED_AT = 2;
/** Days that are counted once more, another few each time. */
const RECOUNTED = 5;
/** A loss of premium travels for a minute at most; what was sent before it may be committed after it. */
const TRAVELS_MS = 5 * 60_000;

/** Probes of what is promised about the numbers themselves. */
export function countProbes({ db, clock }: { db: Database; clock: Clock }): Probe[] {
  const today = () => Math.floor(clock.now() / DAY_MS);
  return [
    {
      promise: 'P24',
      async look() {
        const { rows } = await db
          .for('count-activity', 'respect-objection', 'entitlement')
          .pool.query<{ people: number; impossible: number }>(
            `SELECT count(*)::int AS people, count(*) FILTER (WHERE ms > ${HOUR_MS})::int AS impossible
             FROM (SELECT sum(c.active_ms + c.muted_ms + c.deafened_ms + c.alone_ms) AS ms
                     FROM analytics.voice_pack p,
                          unnest(p.user_ids, p.hours, p.active_ms, p.muted_ms, p.deafened_ms, p.alone_ms)
                            AS c(user_id, hour, active_ms, muted_ms, deafened_ms, alone_ms)
                    WHERE p.day > $1 GROUP BY p.guild_id, c.user_id, c.hour) AS hours`,
            [today() - LOOKED_AT],
          );
        const { people = 0, impossible = 0 } = rows[0] ?? {};
        return { state: impossible > 0 ? 'broken' : 'kept', facts: { hoursInVoice: people, impossible } };
      },
    },
    {
      promise: 'P25',
      async look() {
        const { rows } = await db
          .for('count-activity', 'respect-objection', 'entitlement')
          .pool.query<{ shown: number; suppressed: number; small: number }>(
            `SELECT count(joined)::int AS shown, (count(*) - count(joined))::int AS suppressed,
                  count(*) FILTER (WHERE joined < $1)::int AS small
             FROM (SELECT joined FROM analytics.retention_week UNION ALL SELECT joined FROM analytics.retention_invite)`,
            [SUPPRESSED_UNDER],
          );
        const { small = 0, ...facts } = rows[0] ?? {};
        return { state: small > 0 ? 'broken' : 'kept', facts: { floor: SUPPRESSED_UNDER, ...facts, tooSmall: small } };
      },
    },
    {
      promise: 'P26',
      async look() {
        const days = await readSomeDays(db, { fromDay: today() - 20, toDay: today() - 2 });
        const found: string[] = [];
        for (const one of days) {
          const counted = await countAgain(db, one);
          if (counted.posters > one.posters || counted.active > one.active)
            found.push(new Date(one.day * DAY_MS).toISOString().slice(0, 10));
        }
        return keptUnless(found, { recounted: days.length, voiceMinutes: ACTIVE_VOICE_MS / 60_000 });
      },
    },
    {
      promise: 'P27',
      async look() {
        const entitled = new Set((await listEntitledGuilds({ db, clock })).map(({ guildId }) => guildId));
        const { rows } = await db
          .for('count-activity', 'respect-objection', 'entitlement')
          .pool.query<{ guild_id: string; last_ms: number; lost_ms: number | null }>(WITHOUT_PREMIUM, [
            today() - LOOKED_AT,
            [...entitled],
          ]);
        const found = rows.filter((row) => row.lost_ms === null || row.last_ms > row.lost_ms + TRAVELS_MS);
        return keptUnless(
          found.map((row) => row.guild_id),
          { countedGuilds: entitled.size },
        );
      },
    },
  ];
}

/** Guilds without premium that were counted lately: when their newest counted hour began, and when they lost premium. */
const WITHOUT_PREMIUM = `
  WITH counted AS (
    SELECT guild_id, max(hour)::float8 * ${HOUR_MS} AS last_ms
      FROM (SELECT guild_id, unnest(hours) AS hour FROM analytics.message_pack WHERE day > $1
            UNION ALL SELECT guild_id, unnest(hours) FROM analytics.voice_pack WHERE day > $1) AS cells
     WHERE NOT guild_id = ANY($2::int8[]) GROUP BY guild_id
  ), ended AS (
    SELECT guild_id, least(ends_at, revoked_at) AS at FROM premium_grant
    UNION ALL SELECT guild_id, ends_at FROM premium_period
  )
  SELECT guild_id, last_ms, (SELECT extract(epoch FROM max(at))::float8 * 1000 FROM ended e WHERE e.guild_id = counted.guild_id)
           AS lost_ms
    FROM counted`;

interface CountedDay {
  guild_id: string;
  day: number;
  time_zone: string;
  posters: number;
  active: number;
}

/** Days that are over and whose rows are held, any of them. Those that are to be made again are left out. */
async function readSomeDays(
  db: Database,
  { fromDay, toDay }: { fromDay: number; toDay: number },
): Promise<CountedDay[]> {
  const { rows } = await db.for('count-activity', 'respect-objection', 'entitlement').pool.query<CountedDay>(
    `SELECT guild_id, day, time_zone, posters, active FROM analytics.guild_day d
      WHERE day BETWEEN $1 AND $2 AND NOT EXISTS (SELECT 1 FROM analytics.roll_up_due r WHERE r.guild_id = d.guild_id)
      ORDER BY random() LIMIT ${RECOUNTED}`,
    [fromDay, toDay],
  );
  return rows;
}

/** The day counted from its cells by the rule that stands beside the number. After an erasure it is less than was counted. */
async function countAgain(db: Database, one: CountedDay): Promise<{ posters: number; active: number }> {
  const hours = [firstHourOf(one.day, one.time_zone), firstHourOf(one.day + 1, one.time_zone)];
  const { rows } = await db
    .for('count-activity', 'respect-objection', 'entitlement')
    .pool.query<{ posters: number; active: number }>(
      `WITH wrote AS (SELECT DISTINCT user_id FROM analytics.messages_of($1, $2, $3)),
          spoke AS (SELECT user_id FROM analytics.voice_of($1, $2, $3) GROUP BY user_id
                    HAVING sum(active_ms + muted_ms + deafened_ms) >= ${ACTIVE_VOICE_MS})
     SELECT (SELECT count(*) FROM wrote)::int AS posters,
            (SELECT count(*) FROM (TABLE wrote UNION TABLE spoke) AS either)::int AS active`,
      [one.guild_id, ...hours],
    );
  return rows[0] ?? { posters: 0, active: 0 };
}
