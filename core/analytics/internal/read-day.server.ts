import type pg from 'pg';
import { ACTIVE_VOICE_MS, type VoiceParts } from '../rules.ts';
import type { LiveVoice, OpenSession } from './live-voice.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** Two days of one guild in UTC hours since 1970: the day shown is [dayHour, endHour), the one before [fromHour, dayHour). */
export interface DayRange {
  guildId: string;
  fromHour: number;
  dayHour: number;
  endHour: number;
}

export interface MessageTotals {
  byHour: Map<number, number>;
  /** The day shown only. */
  byChannel: Map<string, number>;
}

export async function readMessages(client: Client, range: DayRange): Promise<MessageTotals> {
  const { rows } = await client.query<{ hour: number | null; channel_id: string; total: number; day: number | null }>(
    `SELECT hour, channel_id, sum(messages)::float8 AS total,
            (sum(messages) FILTER (WHERE hour >= $3))::float8 AS day
       FROM analytics.messages_of($1, $2, $4)
      GROUP BY GROUPING SETS ((hour), (channel_id))`,
    [range.guildId, range.fromHour, range.dayHour, range.endHour],
  );
  const byHour = new Map<number, number>();
  const byChannel = new Map<string, number>();
  for (const row of rows) {
    if (row.hour !== null) byHour.set(row.hour, row.total);
    else if (row.day) byChannel.set(row.channel_id, row.day);
  }
  return { byHour, byChannel };
}

export interface VoiceTotals {
  byHour: Map<number, number>;
  /** The day shown only. */
  byChannel: Map<string, VoiceParts>;
}

const VOICE = `
  WITH voice AS (
    SELECT channel_id, user_id, hour, active_ms::int8, muted_ms::int8, deafened_ms::int8
      FROM analytics.voice_of($1, $2, $3)
    UNION ALL
    SELECT * FROM unnest($4::int8[], $5::int8[], $6::int4[], $7::int8[], $8::int8[], $9::int8[])
      AS live(channel_id, user_id, hour, active_ms, muted_ms, deafened_ms) WHERE hour >= $2 AND hour < $3
  )`;

function liveColumns(live: readonly LiveVoice[]) {
  return [
    live.map((row) => row.channelId),
    live.map((row) => row.userId),
    live.map((row) => row.hour),
    live.map((row) => row.activeMs),
    live.map((row) => row.mutedMs),
    live.map((row) => row.deafenedMs),
  ];
}

export async function readVoice(client: Client, range: DayRange, live: readonly LiveVoice[]): Promise<VoiceTotals> {
  const { rows } = await client.query<{
    hour: number | null;
    channel_id: string;
    total: number;
    active: number | null;
    muted: number | null;
    deafened: number | null;
  }>(
    `${VOICE}
     SELECT hour, channel_id, sum(active_ms + muted_ms + deafened_ms)::float8 AS total,
            (sum(active_ms) FILTER (WHERE hour >= $10))::float8 AS active,
            (sum(muted_ms) FILTER (WHERE hour >= $10))::float8 AS muted,
            (sum(deafened_ms) FILTER (WHERE hour >= $10))::float8 AS deafened
       FROM voice GROUP BY GROUPING SETS ((hour), (channel_id))`,
    [range.guildId, range.fromHour, range.endHour, ...liveColumns(live), range.dayHour],
  );
  const byHour = new Map<number, number>();
  const byChannel = new Map<string, VoiceParts>();
  for (const row of rows) {
    if (row.hour !== null) byHour.set(row.hour, row.total);
    else if ((row.active ?? 0) + (row.muted ?? 0) + (row.deafened ?? 0) > 0)
      byChannel.set(row.channel_id, {
        activeMs: row.active ?? 0,
        mutedMs: row.muted ?? 0,
        deafenedMs: row.deafened ?? 0,
      });
  }
  return { byHour, byChannel };
}

/** Distinct people of the day shown: how many, never who. */
export async function readPeople(
  client: Client,
  range: DayRange,
  live: readonly LiveVoice[],
): Promise<{ active: number; posters: number; voice: number }> {
  const { rows } = await client.query<{ active: number; posters: number; voice: number }>(
    `${VOICE}, posters AS (
       SELECT DISTINCT user_id FROM analytics.messages_of($1, $2, $3) WHERE messages > 0
     ), speakers AS (
       SELECT user_id FROM voice GROUP BY user_id HAVING sum(active_ms + muted_ms + deafened_ms) >= $10
     )
     SELECT (SELECT count(*) FROM posters)::float8 AS posters, (SELECT count(*) FROM speakers)::float8 AS voice,
            (SELECT count(*) FROM (SELECT user_id FROM posters UNION SELECT user_id FROM speakers) AS either)::float8
              AS active`,
    [range.guildId, range.dayHour, range.endHour, ...liveColumns(live), ACTIVE_VOICE_MS],
  );
  return rows[0] ?? { active: 0, posters: 0, voice: 0 };
}

/** Parents of those of the given channels that are threads. */
export async function readParents(
  client: Client,
  guildId: string,
  channelIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await client.query<{ thread_id: string; parent_id: string }>(
    'SELECT thread_id, parent_id FROM analytics.thread WHERE guild_id = $1 AND thread_id = ANY($2::int8[])',
    [guildId, channelIds],
  );
  return new Map(rows.map((row) => [row.thread_id, row.parent_id]));
}

export async function readSessions(
  client: Client,
  guildId: string,
): Promise<{ sessions: OpenSession[]; afkChannelId: string | null }> {
  const sessions = await client.query<{ user_id: string; channel_id: string; flags: number; until_ms: number }>(
    `SELECT user_id, channel_id, flags, accrued_until_ms::float8 AS until_ms
       FROM analytics.voice_session WHERE guild_id = $1`,
    [guildId],
  );
  const guild = await client.query<{ afk_channel_id: string | null }>(
    'SELECT afk_channel_id FROM guild WHERE id = $1',
    [guildId],
  );
  return {
    sessions: sessions.rows.map((row) => ({
      userId: row.user_id,
      channelId: row.channel_id,
      flags: row.flags,
      accruedUntilMs: row.until_ms,
    })),
    afkChannelId: guild.rows[0]?.afk_channel_id ?? null,
  };
}
