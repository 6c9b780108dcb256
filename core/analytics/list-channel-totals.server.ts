import type { Database } from '#core/platform/db.server.ts';
import type { ChannelTotals } from './rules/channel-totals.ts';
import type { Period } from './rules/period.ts';
import { splitIntoSpans } from './spans.ts';

const COLUMNS = 'channel_id, parent_id, messages, active_ms, muted_ms, deafened_ms, alone_ms, peak';

/**
 * The channels and threads of a guild in which something happened, by messages and voice time: from the longest
 * spans that lie in the period, so that two years take not many more rows than four weeks.
 */
export async function listChannelTotals(
  db: Pick<Database, 'pool'>,
  { guildId }: { guildId: string },
  period: Period,
): Promise<ChannelTotals[]> {
  const spans = splitIntoSpans(period);
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
       FROM (SELECT ${COLUMNS} FROM unnest($2::int4[], $3::int4[], $4::int4[]) AS part(days, first, last)
               JOIN analytics.channel_day ON part.days = 1 AND guild_id = $1 AND day BETWEEN first AND last
             UNION ALL
             SELECT ${COLUMNS} FROM unnest($2::int4[], $3::int4[], $4::int4[]) AS part(days, first, last)
               JOIN analytics.channel_span s ON guild_id = $1 AND s.days = part.days AND first_day BETWEEN first AND last
            ) AS piece
      GROUP BY channel_id
      ORDER BY sum(messages) DESC, sum(active_ms + muted_ms + deafened_ms) DESC, channel_id`,
    [guildId, spans.map((one) => one.days), spans.map((one) => one.first), spans.map((one) => one.last)],
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
