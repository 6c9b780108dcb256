import type { Database } from '#core/platform/db.server.ts';
import { dayOfDate } from './record-range.ts';
import { type ChannelRecord, type PageWish, pageOf, type RecordPage } from './records.ts';
import { dateOfDay, type Period } from './rules/period.ts';

/**
 * A page of a guild's channels and threads by day, oldest first, in the order of the primary key.
 * @param names by id, as Discord tells them now; without one a channel has none
 */
export async function listChannelRecords(
  db: Database,
  { guildId }: { guildId: string },
  { fromDay, toDay }: Period,
  { after, limit }: PageWish,
  names: ReadonlyMap<string, string>,
): Promise<RecordPage<ChannelRecord>> {
  const [date, channelId = '0'] = after?.split('_') ?? [];
  const first = date === undefined ? [fromDay, '0'] : [dayOfDate(date), channelId];
  const { rows } = await db.for('count-activity').pool.query<ChannelRow>(
    `SELECT c.day, c.channel_id, c.parent_id, c.messages, c.posters, c.active_ms::float8, c.muted_ms::float8,
            c.deafened_ms::float8, c.alone_ms::float8, c.voice_users, c.peak,
            coalesce(d.observed_messages, 0) > 0 OR c.messages > 0 AS seen,
            coalesce(d.observed_voice, 0) > 0 OR c.active_ms + c.muted_ms + c.deafened_ms + c.alone_ms > 0 AS heard
       FROM (SELECT * FROM analytics.channel_day
              WHERE guild_id = $1 AND day BETWEEN $2 AND $3 AND (day, channel_id) > ($4::int4, $5::int8)
              ORDER BY guild_id, day, channel_id LIMIT $6) AS c
            LEFT JOIN analytics.guild_day d ON d.guild_id = $1 AND d.day = c.day
      ORDER BY c.day, c.channel_id`,
    [guildId, fromDay, toDay, ...first, limit + 1],
  );
  return pageOf(
    rows.map((row) => recordOf(row, names)),
    limit,
    (last) => `${last.date}_${last.channel_id}`,
  );
}

interface ChannelRow {
  day: number;
  channel_id: string;
  parent_id: string | null;
  messages: number;
  posters: number;
  active_ms: number;
  muted_ms: number;
  deafened_ms: number;
  alone_ms: number;
  voice_users: number;
  peak: number | null;
  seen: boolean;
  heard: boolean;
}

function recordOf(row: ChannelRow, names: ReadonlyMap<string, string>): ChannelRecord {
  const ifHeard = (value: number) => (row.heard ? value : null);
  return {
    date: dateOfDay(row.day),
    channel_id: row.channel_id,
    parent_id: row.parent_id,
    channel_name: names.get(row.channel_id) ?? null,
    messages: row.seen ? row.messages : null,
    posters: row.seen ? row.posters : null,
    voice_ms: ifHeard(row.active_ms + row.muted_ms + row.deafened_ms),
    voice_active_ms: ifHeard(row.active_ms),
    voice_muted_ms: ifHeard(row.muted_ms),
    voice_deafened_ms: ifHeard(row.deafened_ms),
    voice_alone_ms: ifHeard(row.alone_ms),
    voice_users: ifHeard(row.voice_users),
    voice_peak: row.peak,
  };
}
