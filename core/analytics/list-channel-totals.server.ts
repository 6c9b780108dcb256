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
  db: Database,
  { guildId }: { guildId: string },
  period: Period,
): Promise<ChannelTotals[]> {
  const spans = splitIntoSpans({ ...period, toDay: Math.min(period.toDay, await readNewestDay(db, guildId)) });
  if (spans.length === 0) return [];
  // A statement that says each range by itself: joined to a list of them, the whole guild would be read.
  const pieces = spans.map(({ days }, index) => {
    const [table, first] = days === 1 ? ['channel_day', 'day'] : ['channel_span', 'first_day'];
    return `SELECT ${COLUMNS} FROM analytics.${table}
             WHERE guild_id = $1 AND ${first} BETWEEN $${index * 2 + 2} AND $${index * 2 + 3}${days === 1 ? '' : ` AND days = ${days}`}`;
  });
  const { rows } = await db.for('count-activity').pool.query<{
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
            sum(active_ms::float8) AS active_ms, sum(muted_ms::float8) AS muted_ms,
            sum(deafened_ms::float8) AS deafened_ms, sum(alone_ms::float8) AS alone_ms, max(peak) AS peak
       FROM (${pieces.join(' UNION ALL ')}) AS piece
      GROUP BY channel_id
      ORDER BY sum(messages) DESC, sum((active_ms + muted_ms + deafened_ms)::float8) DESC, channel_id`,
    [guildId, ...spans.flatMap((one) => [one.first, one.last])],
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

/** The newest day of which there is something: a span that ends later may not be there yet. */
async function readNewestDay(db: Database, guildId: string): Promise<number> {
  const { rows } = await db
    .for('count-activity')
    .pool.query<{ day: number | null }>('SELECT max(day) AS day FROM analytics.channel_day WHERE guild_id = $1', [
      guildId,
    ]);
  return rows[0]?.day ?? 0;
}
