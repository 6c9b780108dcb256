import type { Database } from '#core/platform/db.server.ts';
import type { ChannelTotals } from './rules/channel-totals.ts';
import type { Period } from './rules/period.ts';

/** The channels and threads of a guild in which something happened, by messages and voice time. */
export async function listChannelTotals(
  db: Pick<Database, 'pool'>,
  { guildId }: { guildId: string },
  { fromDay, toDay }: Period,
): Promise<ChannelTotals[]> {
  const { rows } = await db.pool.query<{
    id: string;
    parent_id: string | null;
    messages: number;
    active_ms: number;
    muted_ms: number;
    deafened_ms: number;
    alone_ms: number;
    peak: number | null;
  }>(
    `SELECT channel_id AS id, max(parent_id) AS parent_id, sum(messages)::float8 AS messages,
            sum(active_ms)::float8 AS active_ms, sum(muted_ms)::float8 AS muted_ms,
            sum(deafened_ms)::float8 AS deafened_ms, sum(alone_ms)::float8 AS alone_ms, max(peak) AS peak
       FROM analytics.channel_day
      WHERE guild_id = $1 AND day BETWEEN $2 AND $3
      GROUP BY channel_id
      ORDER BY sum(messages) DESC, sum(active_ms + muted_ms + deafened_ms) DESC, channel_id`,
    [guildId, fromDay, toDay],
  );
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    messages: row.messages,
    activeMs: row.active_ms,
    mutedMs: row.muted_ms,
    deafenedMs: row.deafened_ms,
    aloneMs: row.alone_ms,
    peak: row.peak,
  }));
}
