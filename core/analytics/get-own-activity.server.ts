import type pg from 'pg';
import { getGuildTimeZone } from '#core/guilds/get-guild-time-zone.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { type Coverage, getCoverage } from './get-coverage.server.ts';
import { observedShare } from './internal/intervals.ts';
import { liveVoice } from './internal/live-voice.ts';
import { dayNumberAt, firstHourOf, isTimeZone } from './internal/local-day.ts';
import { readSessions } from './internal/read-day.server.ts';
import type { Period } from './rules/period.ts';
import type { VoiceParts } from './rules.ts';

/** One calendar day of one person. */
export interface OwnDay extends VoiceParts {
  day: number;
  messages: number;
  /** Observed shares of what has passed of the day, 0 to 1. */
  observed: { messages: number; voice: number };
}

/** What is counted of one person in one guild, for that person alone. */
export interface OwnActivity {
  timeZone: string;
  /** Up to today, which is not over. */
  period: Period;
  /** Every day of the period, oldest first. */
  days: OwnDay[];
}

/**
 * A person's own activity in a guild, from the rows that name them and live 30 days. Nobody else's row is read but those
 * of voice sessions under way, which decide whether the person is alone.
 * @param at length: in days, at most 30
 * @returns null where the person objected to being counted, here or everywhere: then nothing is shown
 */
export async function getOwnActivity(
  db: Database,
  { guildId, userId }: { guildId: string; userId: string },
  { length, nowMs }: { length: number; nowMs: number },
): Promise<OwnActivity | null> {
  const known = await getGuildTimeZone(db, { guildId });
  const timeZone = isTimeZone(known) ? known : 'UTC';
  const toDay = dayNumberAt(nowMs, timeZone);
  const period = { fromDay: toDay - length + 1, toDay };
  const days = await inTransaction(
    db.for('respect-objection', 'count-activity'),
    (client) => readDays(client, { guildId, userId }, { period, nowMs, timeZone }),
    'reading',
  );
  return days === null ? null : { timeZone, period, days };
}

async function readDays(
  client: pg.PoolClient,
  { guildId, userId }: { guildId: string; userId: string },
  { period, nowMs, timeZone }: { period: Period; nowMs: number; timeZone: string },
): Promise<OwnDay[] | null> {
  const objection = await client.query(
    'SELECT 1 FROM analytics.objection WHERE user_id = $1 AND guild_id IN (0, $2::int8)',
    [userId, guildId],
  );
  if (objection.rows.length > 0) return null;
  const fromHour = firstHourOf(period.fromDay, timeZone);
  const toHour = firstHourOf(period.toDay + 1, timeZone);
  const coverage = await getCoverage(client, { guildId }, { fromMs: fromHour * HOUR_MS, nowMs });
  const days = new Map<number, OwnDay>();
  for (let day = period.fromDay; day <= period.toDay; day += 1) {
    const observed = observedOn(day, timeZone, coverage);
    days.set(day, { day, messages: 0, activeMs: 0, mutedMs: 0, deafenedMs: 0, observed });
  }
  const dayOf = (hour: number) => days.get(dayNumberAt(hour * HOUR_MS, timeZone));
  const scope = [guildId, userId, fromHour, toHour];
  const messages = await client.query<{ hour: number; messages: number }>(
    `SELECT hour, sum(messages)::float8 AS messages FROM ${cellsOfPerson('message_pack', ['messages'])} GROUP BY hour`,
    scope,
  );
  for (const row of messages.rows) {
    const day = dayOf(row.hour);
    if (day) day.messages += row.messages;
  }
  const voice = await client.query<{ hour: number } & VoiceParts>(
    `SELECT hour, sum(active_ms)::float8 AS "activeMs", sum(muted_ms)::float8 AS "mutedMs",
            sum(deafened_ms)::float8 AS "deafenedMs"
       FROM ${cellsOfPerson('voice_pack', ['active_ms', 'muted_ms', 'deafened_ms'])} GROUP BY hour`,
    scope,
  );
  for (const row of [...voice.rows, ...(await liveRows(client, { guildId, userId }, coverage, nowMs))]) {
    const day = dayOf(row.hour);
    if (!day) continue;
    day.activeMs += row.activeMs;
    day.mutedMs += row.mutedMs;
    day.deafenedMs += row.deafenedMs;
  }
  return [...days.values()];
}

/**
 * Cells of guild $1 and person $2 from hour $3 to $4. Rows that do not hold the person are left at a look at their people,
 * which is most of the time that `analytics.messages_of` would take.
 */
function cellsOfPerson(table: 'message_pack' | 'voice_pack', counts: readonly string[]): string {
  return `(SELECT * FROM (
             SELECT unnest(user_ids) AS user_id, unnest(hours) AS hour,
                    ${counts.map((count) => `unnest(${count}) AS ${count}`).join(', ')}
               FROM analytics.${table} WHERE guild_id = $1 AND day BETWEEN $3::int4 / 24 AND ($4::int4 - 1) / 24
                AND user_ids @> ARRAY[$2::int8]) AS cell
            WHERE user_id = $2 AND hour >= $3 AND hour < $4) AS own`;
}

/** The person's voice time that open sessions have gathered since it was last written. */
async function liveRows(
  client: pg.PoolClient,
  { guildId, userId }: { guildId: string; userId: string },
  coverage: Coverage,
  nowMs: number,
) {
  const { sessions, afkChannelId } = await readSessions(client, guildId);
  if (!sessions.some((session) => session.userId === userId)) return [];
  const asOfMs = Math.min(nowMs, coverage.observedUntilMs ?? nowMs);
  return liveVoice(sessions, afkChannelId, asOfMs, coverage.gaps).filter((row) => row.userId === userId);
}

function observedOn(day: number, timeZone: string, { gaps, untilMs }: Coverage): OwnDay['observed'] {
  const fromMs = firstHourOf(day, timeZone) * HOUR_MS;
  const passed = { fromMs, toMs: Math.min(firstHourOf(day + 1, timeZone) * HOUR_MS, untilMs) };
  return {
    messages: observedShare(
      passed,
      gaps.filter(({ kind }) => kind === 'all'),
    ),
    voice: observedShare(passed, gaps),
  };
}
