import type { Database } from '#core/platform/db.server.ts';
import type { Period } from './rules/period.ts';
import type { VoiceParts } from './rules.ts';

/** What chosen channels come to on a day, added up. */
export interface ChannelDay extends VoiceParts {
  day: number;
  messages: number;
  /** Most people at once in one of them. */
  peak: number | null;
}

/** The days of chosen channels of a guild, oldest first. A day on which nothing happened there has no row. */
export async function listChannelDays(
  db: Database,
  { guildId, channelIds }: { guildId: string; channelIds: readonly string[] },
  { fromDay, toDay }: Period,
): Promise<ChannelDay[]> {
  const { rows } = await db.for('count-activity').pool.query<{
    day: number;
    messages: number;
    active_ms: number;
    muted_ms: number;
    deafened_ms: number;
    peak: number | null;
  }>(
    `SELECT day, sum(messages)::float8 AS messages, sum(active_ms::float8) AS active_ms,
            sum(muted_ms::float8) AS muted_ms, sum(deafened_ms::float8) AS deafened_ms, max(peak) AS peak
       FROM analytics.channel_day
      WHERE guild_id = $1 AND channel_id = ANY ($2::int8[]) AND day BETWEEN $3 AND $4
      GROUP BY day ORDER BY day`,
    [guildId, channelIds, fromDay, toDay],
  );
  return rows.map((row) => ({
    day: row.day,
    messages: row.messages,
    activeMs: row.active_ms,
    mutedMs: row.muted_ms,
    deafenedMs: row.deafened_ms,
    peak: row.peak,
  }));
}
