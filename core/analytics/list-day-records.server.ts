import type { Database } from '#core/platform/db.server.ts';
import { dayOfDate } from './record-range.ts';
import { type DayRecord, type PageWish, pageOf, type RecordPage } from './records.ts';
import { dateOfDay, type Period } from './rules/period.ts';

/**
 * A page of a guild's days, oldest first, from the first day with totals to the last. A day between them without totals
 * was not observed, and says so.
 */
export async function listDayRecords(
  db: Database,
  { guildId }: { guildId: string },
  { fromDay, toDay }: Period,
  { after, limit }: PageWish,
): Promise<RecordPage<DayRecord>> {
  const first = after === null ? fromDay : Math.max(fromDay, dayOfDate(after) + 1);
  const { rows } = await db.for('count-activity').pool.query<DayRow>(
    `SELECT s.day, d.time_zone, coalesce(observed_messages, 0) AS observed_messages,
            coalesce(observed_voice, 0) AS observed_voice, messages, posters, active_ms::float8, muted_ms::float8,
            deafened_ms::float8, alone_ms::float8, voice_users, peak, active, active_week, m.people AS active_month,
            newcomers, returned, lapsed, regulars, joins, left_first_day, left_first_week, left_first_month, left_later,
            left_unknown
       FROM (SELECT min(day) AS first, max(day) AS last FROM analytics.guild_day WHERE guild_id = $1) AS recorded,
            generate_series(greatest($2, recorded.first), least($3, recorded.last)) AS s(day)
            LEFT JOIN analytics.guild_day d ON d.guild_id = $1 AND d.day = s.day
            LEFT JOIN analytics.active_month m ON m.guild_id = $1 AND m.day = s.day
      ORDER BY s.day LIMIT $4`,
    [guildId, first, toDay, limit + 1],
  );
  return pageOf(rows.map(recordOf), limit, (last) => last.date);
}

interface DayRow {
  day: number;
  time_zone: string | null;
  observed_messages: number;
  observed_voice: number;
  messages: number | null;
  posters: number | null;
  active_ms: number | null;
  muted_ms: number | null;
  deafened_ms: number | null;
  alone_ms: number | null;
  voice_users: number | null;
  peak: number | null;
  active: number | null;
  active_week: number | null;
  active_month: number | null;
  newcomers: number | null;
  returned: number | null;
  lapsed: number | null;
  regulars: number | null;
  joins: number | null;
  left_first_day: number | null;
  left_first_week: number | null;
  left_first_month: number | null;
  left_later: number | null;
  left_unknown: number | null;
}

/** What was not observed is null, unless something was counted all the same. */
function recordOf(row: DayRow): DayRecord {
  const voiceMs = (row.active_ms ?? 0) + (row.muted_ms ?? 0) + (row.deafened_ms ?? 0);
  const heard = row.observed_voice > 0 || voiceMs + (row.alone_ms ?? 0) > 0;
  const seen = row.observed_messages > 0 || (row.messages ?? 0) > 0;
  const ifSeen = (value: number | null) => (seen ? value : null);
  const ifHeard = (value: number | null) => (heard ? value : null);
  return {
    date: dateOfDay(row.day),
    time_zone: row.time_zone,
    observed_messages: row.observed_messages,
    observed_voice: row.observed_voice,
    messages: ifSeen(row.messages),
    posters: ifSeen(row.posters),
    voice_ms: ifHeard(voiceMs),
    voice_active_ms: ifHeard(row.active_ms),
    voice_muted_ms: ifHeard(row.muted_ms),
    voice_deafened_ms: ifHeard(row.deafened_ms),
    voice_alone_ms: ifHeard(row.alone_ms),
    voice_users: ifHeard(row.voice_users),
    voice_peak: row.peak,
    active: seen || heard ? row.active : null,
    active_7_days: row.active_week,
    active_30_days: row.active_month,
    newcomers: row.newcomers,
    returned: row.returned,
    lapsed: row.lapsed,
    regulars: row.regulars,
    joins: ifSeen(row.joins),
    leaves_under_1_day: ifSeen(row.left_first_day),
    leaves_1_to_7_days: ifSeen(row.left_first_week),
    leaves_8_to_30_days: ifSeen(row.left_first_month),
    leaves_over_30_days: ifSeen(row.left_later),
    leaves_unknown: ifSeen(row.left_unknown),
  };
}
