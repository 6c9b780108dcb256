import type pg from 'pg';
import { notErased } from '#core/privacy/erasure-gate.server.ts';
import type { VoicePeakRow, VoiceRow, VoiceSessionKey, VoiceSessionRow } from '../count-batch.server.ts';
import { int4Array, int8Array } from './binary-array.server.ts';
import { oldestMs } from './oldest-ms.ts';
import { ROW_CELLS } from './partitions.ts';

const OF_VOICE = { person: 'v.user_id', guild: 'v.guild_id' };
const CHUNK_ROWS = 10_000;

function* chunksOf<T>(rows: readonly T[], length = CHUNK_ROWS): Iterable<readonly T[]> {
  for (let from = 0; from < rows.length; from += length) yield rows.slice(from, from + length);
}

/** Adds voice milliseconds, but not those of people who object or were erased: of each guild and UTC day one row more. */
export async function addVoice(client: pg.ClientBase, voice: readonly VoiceRow[]): Promise<void> {
  for (const rows of chunksOf(voice, ROW_CELLS)) {
    await client.query(
      `INSERT INTO analytics.voice_pack
              (guild_id, day, hours, channel_ids, user_ids, active_ms, muted_ms, deafened_ms, alone_ms)
       SELECT guild_id, hour / 24, array_agg(hour), array_agg(channel_id), array_agg(user_id), array_agg(active_ms),
              array_agg(muted_ms), array_agg(deafened_ms), array_agg(alone_ms)
         FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[])
           AS v(guild_id, channel_id, user_id, hour, active_ms, muted_ms, deafened_ms, alone_ms)
        WHERE NOT EXISTS (SELECT 1 FROM analytics.objection o
                           WHERE o.user_id = v.user_id AND (o.guild_id = 0 OR o.guild_id = v.guild_id))
          AND ${notErased({ ...OF_VOICE, atMs: 'v.hour * 3600000::int8', oldestMs: '$9' })}
        GROUP BY guild_id, hour / 24`,
      [
        int8Array(rows.map((row) => row.guildId)),
        int8Array(rows.map((row) => row.channelId)),
        int8Array(rows.map((row) => row.userId)),
        int4Array(rows.map((row) => row.hour)),
        int4Array(rows.map((row) => row.activeMs)),
        int4Array(rows.map((row) => row.mutedMs)),
        int4Array(rows.map((row) => row.deafenedMs)),
        int4Array(rows.map((row) => row.aloneMs)),
        oldestMs(rows),
      ],
    );
  }
}

/** Raises the peaks of hours, but not those of before a guild was erased. What is replayed raises nothing. */
export async function saveVoicePeaks(client: pg.ClientBase, peaks: readonly VoicePeakRow[]): Promise<void> {
  for (const rows of chunksOf(peaks)) {
    await client.query(
      `INSERT INTO analytics.voice_peak AS old (guild_id, channel_id, hour, people)
       SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[]) AS p(guild_id, channel_id, hour, people)
        WHERE ${notErased({ person: '0', guild: 'p.guild_id', atMs: 'p.hour * 3600000::int8', oldestMs: '$5' })}
        ORDER BY 1, 2, 3
       ON CONFLICT (guild_id, channel_id, hour) DO UPDATE SET people = excluded.people
        WHERE excluded.people > old.people`,
      [
        int8Array(rows.map((row) => row.guildId)),
        int8Array(rows.map((row) => row.channelId)),
        int4Array(rows.map((row) => row.hour)),
        int4Array(rows.map((row) => row.people)),
        oldestMs(rows),
      ],
    );
  }
}

/** Writes who is in voice now. People who object are not written, so a restart does not know them as company. */
export async function saveVoiceSessions(
  client: pg.ClientBase,
  sessions: { ended: readonly VoiceSessionKey[]; current: readonly VoiceSessionRow[] },
): Promise<void> {
  for (const rows of chunksOf(sessions.ended)) {
    await client.query(
      `DELETE FROM analytics.voice_session s USING unnest($1::bigint[], $2::bigint[]) AS e(guild_id, user_id)
        WHERE s.guild_id = e.guild_id AND s.user_id = e.user_id`,
      [int8Array(rows.map((row) => row.guildId)), int8Array(rows.map((row) => row.userId))],
    );
  }
  for (const rows of chunksOf(sessions.current)) {
    await client.query(
      `INSERT INTO analytics.voice_session (guild_id, user_id, channel_id, flags, accrued_until_ms)
       SELECT v.guild_id, v.user_id, v.channel_id, v.flags, v.until_ms
         FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::bigint[])
           AS v(guild_id, user_id, channel_id, flags, until_ms)
        WHERE NOT EXISTS (SELECT 1 FROM analytics.objection o
                           WHERE o.user_id = v.user_id AND (o.guild_id = 0 OR o.guild_id = v.guild_id))
          AND ${notErased({ ...OF_VOICE, atMs: 'v.until_ms', oldestMs: '$6' })}
        ORDER BY v.guild_id, v.user_id
       ON CONFLICT (guild_id, user_id) DO UPDATE SET
         channel_id = excluded.channel_id, flags = excluded.flags, accrued_until_ms = excluded.accrued_until_ms`,
      [
        int8Array(rows.map((row) => row.guildId)),
        int8Array(rows.map((row) => row.userId)),
        int8Array(rows.map((row) => row.channelId)),
        int4Array(rows.map((row) => row.flags)),
        int8Array(rows.map((row) => row.accruedUntilMs)),
        Math.min(...rows.map((row) => Math.floor(row.accruedUntilMs))),
      ],
    );
  }
}
