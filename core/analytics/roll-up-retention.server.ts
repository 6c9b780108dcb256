import type pg from 'pg';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { int4Array, int8Array } from './internal/binary-array.server.ts';
import { dayStartsOf } from './internal/day-starts.ts';
import { observedIn } from './internal/observed-in.server.ts';
import { readLedgers } from './internal/read-ledgers.server.ts';
import { notRestricted } from './internal/restricted.server.ts';
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

/** A joining week's part with the people who came through each source. */
interface Counted extends DueCohort {
  observed: number;
  isShown: boolean;
  sources: SourceCount[];
}

/**
 * Writes what became of joining weeks in the parts that are due; a part that is written stays. Where too little was
 * observed, or fewer than ten joined, the numbers stay null. With week 1 it is written what people joined through.
 */
export async function rollUpRetention(client: Client, cohorts: readonly DueCohort[]): Promise<void> {
  if (cohorts.length === 0) return;
  const guildIds = [...new Set(cohorts.map((cohort) => cohort.guildId))];
  const fromMs = Math.min(...cohorts.map(({ week, timeZone }) => hoursOf(week, timeZone).fromHour)) * HOUR_MS;
  const ledgers = await readLedgers(client, guildIds, { fromMs, toMs: Number.MAX_SAFE_INTEGER });
  const joiners = await readJoiners(client, cohorts);
  const counted: Counted[] = [];
  for (const [place, cohort] of cohorts.entries()) {
    const { fromHour, toHour } = hoursOf(cohort.week, cohort.timeZone);
    const { fromDay, toDay } = retentionWeeks[cohort.part];
    const ledger = ledgers.get(cohort.guildId) ?? { observedUntilMs: null, spans: [], gaps: [] };
    const joining = observedIn(ledger, fromHour, toHour);
    const after = observedIn(ledger, fromHour + fromDay * 24, toHour + toDay * 24);
    const observed = Math.min(joining.messages, after.messages);
    const sources = await countSources(client, cohort, joiners.get(place) ?? []);
    counted.push({ ...cohort, observed, isShown: observed >= NEEDED_OBSERVED, sources });
  }
  await saveParts(client, 'week1', counted);
  await saveParts(client, 'week4', counted);
  for (const { guildId, week, part, isShown, sources } of counted)
    if (part === 'week1' && isShown)
      await saveSources(client, { guildId, week }, keepableSources(sources, SUPPRESSED_UNDER));
}

interface Joiner extends Pick<SourceCount, 'source' | 'code' | 'channelId'> {
  user_id: string;
  hour: number;
  stayed: boolean;
}

/** People of each cohort, by its place among them. */
async function readJoiners(client: Client, cohorts: readonly DueCohort[]): Promise<Map<number, Joiner[]>> {
  const hours = cohorts.map(({ week, timeZone }) => hoursOf(week, timeZone));
  const { rows } = await client.query<Joiner & { place: number }>(
    `SELECT c.place::int4, m.user_id, (m.first_joined_ms / 3600000)::int4 AS hour,
            coalesce(CASE c.part WHEN 'week1' THEN m.stayed_week1 ELSE m.stayed_week4 END, m.left_ms IS NULL) AS stayed,
            CASE WHEN m.invite_code IS NULL THEN 'unknown' ELSE coalesce(i.source, 'invite') END AS source,
            coalesce(m.invite_code, '') AS code, i.channel_id AS "channelId"
       FROM unnest($1::int8[], $2::text[], $3::int4[], $4::int4[]) WITH ORDINALITY AS c(guild_id, part, from_hour, to_hour, place)
       JOIN analytics.membership m ON m.guild_id = c.guild_id AND m.first_joined_ms >= c.from_hour::int8 * 3600000
        AND m.first_joined_ms < c.to_hour::int8 * 3600000 AND ${notRestricted({ person: 'm.user_id', guild: 'm.guild_id' })}
       LEFT JOIN analytics.invite_use i ON i.guild_id = m.guild_id AND i.code = m.invite_code`,
    [
      int8Array(cohorts.map((cohort) => cohort.guildId)),
      cohorts.map((cohort) => cohort.part),
      int4Array(hours.map((one) => one.fromHour)),
      int4Array(hours.map((one) => one.toHour)),
    ],
  );
  const joiners = new Map<number, Joiner[]>();
  for (const { place, ...joiner } of rows) {
    const ofCohort = joiners.get(place - 1) ?? [];
    ofCohort.push(joiner);
    joiners.set(place - 1, ofCohort);
  }
  return joiners;
}

/**
 * People of a cohort by what they joined through. The people are handed to the statement as arrays: of a constant array the
 * planner knows the length, so it reads the window once and hashes, also where a table has no statistics yet.
 */
async function countSources(client: Client, of: DueCohort, cohort: readonly Joiner[]): Promise<SourceCount[]> {
  if (cohort.length === 0) return [];
  const { fromHour, toHour } = hoursOf(of.week, of.timeZone);
  const { fromDay, toDay } = retentionWeeks[of.part];
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
      fromHour + fromDay * 24,
      toHour + toDay * 24,
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

async function saveParts(client: Client, part: Part, counted: readonly Counted[]): Promise<void> {
  const rows = counted.filter((one) => one.part === part).map((one) => ({ ...one, ...pool(one.sources) }));
  if (rows.length === 0) return;
  await client.query(part === 'week1' ? SAVE_WEEK_1 : SAVE_WEEK_4, [
    int8Array(rows.map((row) => row.guildId)),
    int4Array(rows.map((row) => row.week)),
    rows.map((row) => row.observed),
    rows.map((row) => row.isShown),
    SUPPRESSED_UNDER,
    int4Array(rows.map((row) => row.stayed)),
    int4Array(rows.map((row) => row.active)),
    ...(part === 'week1' ? [int4Array(rows.map((row) => row.joined))] : []),
  ]);
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
  SELECT guild_id, week, observed, CASE WHEN is_kept THEN stayed END, CASE WHEN is_kept THEN active END,
         CASE WHEN is_kept THEN joined END
    FROM unnest($1::int8[], $2::int4[], $3::float4[], $4::bool[], $6::int4[], $7::int4[], $8::int4[])
           AS c(guild_id, week, observed, is_shown, stayed, active, joined),
         LATERAL (SELECT is_shown AND joined >= $5::int4 AS is_kept) AS rule ORDER BY 1, 2
  ON CONFLICT (guild_id, week) DO NOTHING`;

/** Memberships that ended long ago are no longer held, so how many joined is known from week 1 alone. */
const SAVE_WEEK_4 = `
  UPDATE analytics.retention_week w SET observed_week4 = c.observed,
         stayed_week4 = CASE WHEN is_shown AND joined >= $5::int4 THEN stayed END,
         active_week4 = CASE WHEN is_shown AND joined >= $5::int4 THEN active END
    FROM unnest($1::int8[], $2::int4[], $3::float4[], $4::bool[], $6::int4[], $7::int4[])
           AS c(guild_id, week, observed, is_shown, stayed, active)
   WHERE w.guild_id = c.guild_id AND w.week = c.week AND w.observed_week4 IS NULL`;
