import type { Database } from '#core/platform/db.server.ts';
import { type CopiedRow, copyRows } from './internal/copy-rows.server.ts';
import type { Period } from './rules/period.ts';
import type { DayTotals } from './rules/totals.ts';

/** In the order in which `dayOf` takes them; the two shares as text, which says them as short as they were written. */
const COLUMNS = `d.day, messages, posters, active_ms, muted_ms, deafened_ms, alone_ms, voice_users, peak, active, active_week,
  m.people, newcomers, returned, lapsed, regulars, joins, left_first_day, left_first_week, left_first_month, left_later,
  left_unknown, observed_messages::text, observed_voice::text`;

/**
 * The totals of a guild's days, oldest first: at most one query over as many rows as days, however many people or
 * messages there were. A day that has no row was not observed. Read in binary: of two years the numbers are 35,000.
 */
export async function listDays(
  db: Database,
  { guildId }: { guildId: string },
  { fromDay, toDay }: Period,
): Promise<DayTotals[]> {
  const client = await db.for('count-activity').pool.connect();
  try {
    const days: DayTotals[] = [];
    const id = BigInt(guildId).toString();
    await copyRows(
      client,
      `SELECT ${COLUMNS}
         FROM analytics.guild_day d LEFT JOIN analytics.active_month m ON m.guild_id = d.guild_id AND m.day = d.day
        WHERE d.guild_id = ${id} AND d.day BETWEEN ${fromDay.toFixed(0)} AND ${toDay.toFixed(0)} ORDER BY d.day`,
      (row) => days.push(dayOf(row)),
    );
    client.release();
    return days;
  } catch (error) {
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

function dayOf(row: CopiedRow): DayTotals {
  let column = 0;
  const int = () => row[column++]?.readInt32BE() ?? 0;
  const maybe = () => row[column++]?.readInt32BE() ?? null;
  const ms = () => int8Of(row[column++]);
  const share = () => Number(row[column++]?.toString('latin1') ?? 0);
  return {
    day: int(),
    messages: int(),
    posters: int(),
    voice: { activeMs: ms(), mutedMs: ms(), deafenedMs: ms(), aloneMs: ms() },
    voiceUsers: int(),
    peak: maybe(),
    active: int(),
    activeWeek: maybe(),
    activeMonth: maybe(),
    newcomers: maybe(),
    returned: maybe(),
    lapsed: maybe(),
    regulars: maybe(),
    joins: int(),
    left: { firstDay: int(), firstWeek: int(), firstMonth: int(), later: int(), unknown: int() },
    observed: { messages: share(), voice: share() },
  };
}

/** Exact up to 2^53. */
function int8Of(bytes: Buffer | null | undefined): number {
  return bytes ? bytes.readInt32BE() * 0x1_0000_0000 + bytes.readUInt32BE(4) : 0;
}
