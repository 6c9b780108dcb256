import type pg from 'pg';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { firstHourOf } from './internal/local-day.ts';
import { observedOf } from './internal/observed-of.server.ts';
import { MEMBERSHIP_KEPT_MS, retentionWeeks } from './rules/membership.ts';
import { ACTIVE_VOICE_MS, NEEDED_OBSERVED, SUPPRESSED_UNDER } from './rules.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** People who joined a guild in a calendar week: its Monday in days since 1970, in `timeZone`. */
export interface Cohort {
  guildId: string;
  week: number;
  timeZone: string;
}

/**
 * Writes what became of a joining week, each part once it is mature: week 1 when day 13 of the last who joined is over,
 * week 4 when their day 34 is. Memberships that ended are held for 30 days, so how many joined is counted with week 1.
 * Where too little was observed, or fewer than ten joined, the numbers stay null.
 */
export async function rollUpRetention(
  client: Client,
  { guildId, week, timeZone }: Cohort,
  at: { nowMs: number; heldFromHour: number },
): Promise<void> {
  const fromHour = firstHourOf(week, timeZone);
  const toHour = firstHourOf(week + 7, timeZone);
  const nowHour = Math.floor(at.nowMs / HOUR_MS);
  const { rows } = await client.query<{ week1: boolean; week4: boolean }>(
    `SELECT observed_week1 IS NOT NULL AS week1, observed_week4 IS NOT NULL AS week4
       FROM analytics.retention_week WHERE guild_id = $1 AND week = $2`,
    [guildId, week],
  );
  for (const part of ['week1', 'week4'] as const) {
    const { fromDay, toDay } = retentionWeeks[part];
    const window = { fromHour: fromHour + fromDay * 24, toHour: toHour + toDay * 24 };
    if (rows[0]?.[part] || window.toHour > nowHour || window.fromHour < at.heldFromHour) continue;
    const joinersAreHeld = at.nowMs < fromHour * HOUR_MS + MEMBERSHIP_KEPT_MS;
    if (part === 'week1' && !joinersAreHeld) continue;
    const joining = await observedOf(client, guildId, fromHour, toHour);
    const after = await observedOf(client, guildId, window.fromHour, window.toHour);
    const observed = Math.min(joining.messages, after.messages);
    const { joined, stayed, active } = await countCohort(client, { guildId, fromHour, toHour, part });
    const values = [guildId, week, observed, observed >= NEEDED_OBSERVED, SUPPRESSED_UNDER, stayed, active];
    if (part === 'week1') await client.query(SAVE_WEEK_1, [...values, joined]);
    else await client.query(SAVE_WEEK_4, values);
  }
}

interface CohortCount {
  joined: number;
  stayed: number;
  active: number;
}

async function countCohort(
  client: Client,
  of: { guildId: string; fromHour: number; toHour: number; part: keyof typeof retentionWeeks },
): Promise<CohortCount> {
  const { fromDay, toDay } = retentionWeeks[of.part];
  const { rows } = await client.query<CohortCount>(
    `WITH cohort AS (
       SELECT user_id, (first_joined_ms / 3600000)::int4 AS hour, coalesce(stayed_${of.part}, left_ms IS NULL) AS stayed
         FROM analytics.membership
        WHERE guild_id = $1 AND first_joined_ms >= $2::int8 * 3600000 AND first_joined_ms < $3::int8 * 3600000
     ), cell AS (
       SELECT user_id, hour, messages, 0 AS voice_ms
         FROM analytics.message_hour WHERE guild_id = $1 AND hour >= $2 + $4 * 24 AND hour < $3 + $5 * 24
       UNION ALL
       SELECT user_id, hour, 0, active_ms + muted_ms + deafened_ms
         FROM analytics.voice_hour WHERE guild_id = $1 AND hour >= $2 + $4 * 24 AND hour < $3 + $5 * 24
     ), active AS (
       SELECT user_id FROM cohort JOIN cell USING (user_id)
        WHERE cell.hour >= cohort.hour + $4 * 24 AND cell.hour < cohort.hour + $5 * 24
        GROUP BY user_id HAVING sum(messages) > 0 OR sum(voice_ms) >= $6
     )
     SELECT count(*)::int4 AS joined, (count(*) FILTER (WHERE stayed))::int4 AS stayed,
            (SELECT count(*) FROM active)::int4 AS active
       FROM cohort`,
    [of.guildId, of.fromHour, of.toHour, fromDay, toDay, ACTIVE_VOICE_MS],
  );
  return rows[0] ?? { joined: 0, stayed: 0, active: 0 };
}

const SAVE_WEEK_1 = `
  INSERT INTO analytics.retention_week (guild_id, week, observed_week1, stayed_week1, active_week1, joined)
  SELECT $1::int8, $2::int4, $3::float4, CASE WHEN shown THEN $6::int4 END, CASE WHEN shown THEN $7::int4 END,
         CASE WHEN shown THEN $8::int4 END
    FROM (SELECT $4::bool AND $8::int4 >= $5::int4 AS shown) AS rule
  ON CONFLICT (guild_id, week) DO NOTHING`;

/** Memberships that ended long ago are no longer held, so how many joined is known from week 1 alone. */
const SAVE_WEEK_4 = `
  UPDATE analytics.retention_week SET observed_week4 = $3,
         stayed_week4 = CASE WHEN $4::bool AND joined >= $5::int4 THEN $6::int4 END,
         active_week4 = CASE WHEN $4::bool AND joined >= $5::int4 THEN $7::int4 END
   WHERE guild_id = $1 AND week = $2`;
