import type { Database } from '#core/platform/db.server.ts';
import type { Period } from './rules/period.ts';
import type { DayTotals } from './rules/totals.ts';

/**
 * The totals of a guild's days, oldest first: at most one query over as many rows as days, however many people or
 * messages there were. A day that has no row was not observed.
 */
export async function listDays(
  db: Pick<Database, 'pool'>,
  { guildId }: { guildId: string },
  { fromDay, toDay }: Period,
): Promise<DayTotals[]> {
  const { rows } = await db.pool.query<DayRow>(
    `SELECT d.day, messages, posters, active_ms::float8, muted_ms::float8, deafened_ms::float8, alone_ms::float8,
            voice_users, peak, active, active_week, m.people AS active_month, newcomers, returned, lapsed, regulars, joins,
            left_first_day, left_first_week, left_first_month, left_later, left_unknown, observed_messages, observed_voice
       FROM analytics.guild_day d LEFT JOIN analytics.active_month m ON m.guild_id = d.guild_id AND m.day = d.day
      WHERE d.guild_id = $1 AND d.day BETWEEN $2 AND $3 ORDER BY d.day`,
    [guildId, fromDay, toDay],
  );
  return rows.map((row) => ({
    day: row.day,
    messages: row.messages,
    posters: row.posters,
    voice: { activeMs: row.active_ms, mutedMs: row.muted_ms, deafenedMs: row.deafened_ms, aloneMs: row.alone_ms },
    voiceUsers: row.voice_users,
    peak: row.peak,
    active: row.active,
    activeWeek: row.active_week,
    activeMonth: row.active_month,
    newcomers: row.newcomers,
    returned: row.returned,
    lapsed: row.lapsed,
    regulars: row.regulars,
    joins: row.joins,
    left: {
      firstDay: row.left_first_day,
      firstWeek: row.left_first_week,
      firstMonth: row.left_first_month,
      later: row.left_later,
      unknown: row.left_unknown,
    },
    observed: { messages: row.observed_messages, voice: row.observed_voice },
  }));
}

interface DayRow {
  day: number;
  messages: number;
  posters: number;
  active_ms: number;
  muted_ms: number;
  deafened_ms: number;
  alone_ms: number;
  voice_users: number;
  peak: number | null;
  active: number;
  active_week: number | null;
  active_month: number | null;
  newcomers: number | null;
  returned: number | null;
  lapsed: number | null;
  regulars: number | null;
  joins: number;
  left_first_day: number;
  left_first_week: number;
  left_first_month: number;
  left_later: number;
  left_unknown: number;
  observed_messages: number;
  observed_voice: number;
}
