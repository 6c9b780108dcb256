import type pg from 'pg';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { int4Array, int8Array } from './internal/binary-array.server.ts';
import { dayStartsOf } from './internal/day-starts.ts';
import { observedOf } from './internal/observed-of.server.ts';
import { keepableSources, pool, type SourceCount } from './rules/invites.ts';
import { MEMBERSHIP_KEPT_MS, retentionWeeks } from './rules/membership.ts';
import { ACTIVE_VOICE_MS, NEEDED_OBSERVED, SUPPRESSED_UNDER } from './rules.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** People who joined a guild in a calendar week: its Monday in days since 1970, in `timeZone`. */
export interface Cohort {
  guildId: string;
  week: number;
  timeZone: string;
}

const parts = ['week1', 'week4'] as const;
type Part = (typeof parts)[number];

/** A part of a joining week that is mature and not written yet. */
export interface DueCohort extends Cohort {
  part: Part;
}

/** A guild of which it is asked what is due. */
export interface CohortGuild extends Omit<Cohort, 'week'> {
  weeks: readonly number[];
}

/**
 * The parts of joining weeks that are mature and not written yet: week 1 when day 13 of the last who joined is over,
 * week 4 when their day 34 is. Memberships that ended are held for 30 days, so how many joined is counted with week 1.
 * @param heldFromHour the first UTC hour whose rows are held
 */
export async function listDueCohorts(
  client: Client,
  guilds: readonly CohortGuild[],
  at: { nowMs: number; heldFromHour: number },
): Promise<DueCohort[]> {
  if (guilds.length === 0) return [];
  const { rows } = await client.query<{ guild_id: string; week: number; week4: boolean }>(
    `SELECT guild_id, week, observed_week4 IS NOT NULL AS week4
       FROM analytics.retention_week WHERE guild_id = ANY($1::int8[]) AND week >= $2`,
    [int8Array(guilds.map((guild) => guild.guildId)), Math.min(...guilds.flatMap((guild) => guild.weeks))],
  );
  const written = new Map(rows.map((row) => [`${row.guild_id}/${row.week}`, row]));
  const nowHour = Math.floor(at.nowMs / HOUR_MS);
  return guilds.flatMap(({ guildId, timeZone, weeks }) =>
    weeks.flatMap((week) => {
      const { fromHour, toHour } = hoursOf(week, timeZone);
      const joinersAreHeld = at.nowMs < fromHour * HOUR_MS + MEMBERSHIP_KEPT_MS;
      const known = written.get(`${guildId}/${week}`);
      return parts
        .filter((part) => {
          const { fromDay, toDay } = retentionWeeks[part];
          const isMature = toHour + toDay * 24 <= nowHour;
          const isHeld = fromHour + fromDay * 24 >= at.heldFromHour && (part === 'week4' || joinersAreHeld);
          // Week 4 is written beside week 1, or nowhere.
          const isOpen = part === 'week1' ? !known : known?.week4 === false;
          return isMature && isHeld && isOpen;
        })
        .map((part) => ({ guildId, timeZone, week, part }));
    }),
  );
}

function hoursOf(week: number, timeZone: string): { fromHour: number; toHour: number } {
  const starts = dayStartsOf(timeZone);
  return { fromHour: starts.of(week), toHour: starts.of(week + 7) };
}

/**
 * Writes what became of a joining week in a part that is due; a part that is written stays. Where too little was
 * observed, or fewer than ten joined, the numbers stay null. With week 1 it is written what people joined through.
 */
export async function rollUpRetention(client: Client, { guildId, week, timeZone, part }: DueCohort): Promise<void> {
  const { fromHour, toHour } = hoursOf(week, timeZone);
  const { fromDay, toDay } = retentionWeeks[part];
  const joining = await observedOf(client, guildId, fromHour, toHour);
  const after = await observedOf(client, guildId, fromHour + fromDay * 24, toHour + toDay * 24);
  const observed = Math.min(joining.messages, after.messages);
  const sources = await countCohort(client, { guildId, fromHour, toHour, part });
  const { joined, stayed, active } = pool(sources);
  const isShown = observed >= NEEDED_OBSERVED;
  const values = [guildId, week, observed, isShown, SUPPRESSED_UNDER, stayed, active];
  if (part === 'week1') {
    await client.query(SAVE_WEEK_1, [...values, joined]);
    if (isShown) await saveSources(client, { guildId, week }, keepableSources(sources, SUPPRESSED_UNDER));
  } else await client.query(SAVE_WEEK_4, values);
}

interface Joiner extends Pick<SourceCount, 'source' | 'code' | 'channelId'> {
  user_id: string;
  hour: number;
  stayed: boolean;
}

/**
 * People of a cohort by what they joined through. Two statements, the people of the cohort in between as arrays: of a
 * constant array the planner knows the length, so it reads the window once and hashes, also where a table has no
 * statistics yet.
 */
async function countCohort(
  client: Client,
  of: { guildId: string; fromHour: number; toHour: number; part: Part },
): Promise<SourceCount[]> {
  const { fromDay, toDay } = retentionWeeks[of.part];
  const { rows: cohort } = await client.query<Joiner>(
    `SELECT m.user_id, (m.first_joined_ms / 3600000)::int4 AS hour,
            coalesce(m.stayed_${of.part}, m.left_ms IS NULL) AS stayed,
            CASE WHEN m.invite_code IS NULL THEN 'unknown' ELSE coalesce(i.source, 'invite') END AS source,
            coalesce(m.invite_code, '') AS code, i.channel_id AS "channelId"
       FROM analytics.membership m
       LEFT JOIN analytics.invite_use i ON i.guild_id = $1 AND i.code = m.invite_code
      WHERE m.guild_id = $1 AND m.first_joined_ms >= $2::int8 * 3600000 AND m.first_joined_ms < $3::int8 * 3600000`,
    [of.guildId, of.fromHour, of.toHour],
  );
  if (cohort.length === 0) return [];
  const { rows } = await client.query<{ user_id: string }>(
    `SELECT user_id FROM (
       SELECT user_id, hour, messages, 0 AS voice_ms FROM analytics.messages_of($1, $2, $3)
       UNION ALL
       SELECT user_id, hour, 0, active_ms + muted_ms + deafened_ms FROM analytics.voice_of($1, $2, $3)
     ) AS cell JOIN unnest($4::int8[], $5::int4[]) AS cohort(user_id, joined) USING (user_id)
      WHERE hour >= joined + $6 * 24 AND hour < joined + $7 * 24
      GROUP BY user_id HAVING sum(messages) > 0 OR sum(voice_ms) >= $8`,
    [
      of.guildId,
      of.fromHour + fromDay * 24,
      of.toHour + toDay * 24,
      int8Array(cohort.map((one) => one.user_id)),
      int4Array(cohort.map((one) => one.hour)),
      fromDay,
      toDay,
      ACTIVE_VOICE_MS,
    ],
  );
  const active = new Set(rows.map((row) => row.user_id));
  const counts = new Map<string, SourceCount>();
  for (const { source, code, channelId, user_id, stayed } of cohort) {
    const key = `${source} ${code}`;
    const count = counts.get(key) ?? { source, code, channelId, joined: 0, stayed: 0, active: 0 };
    count.joined += 1;
    count.stayed += stayed ? 1 : 0;
    count.active += active.has(user_id) ? 1 : 0;
    counts.set(key, count);
  }
  return [...counts.values()];
}

async function saveSources(
  client: Client,
  { guildId, week }: Pick<Cohort, 'guildId' | 'week'>,
  sources: readonly SourceCount[],
): Promise<void> {
  await client.query(
    `INSERT INTO analytics.retention_invite
            (guild_id, week, source, code, channel_id, joined, stayed_week1, active_week1)
     SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::bigint[], $6::int[], $7::int[], $8::int[])
     ON CONFLICT DO NOTHING`,
    [
      guildId,
      week,
      sources.map((one) => one.source),
      sources.map((one) => one.code),
      sources.map((one) => one.channelId),
      sources.map((one) => one.joined),
      sources.map((one) => one.stayed),
      sources.map((one) => one.active),
    ],
  );
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
   WHERE guild_id = $1 AND week = $2 AND observed_week4 IS NULL`;
