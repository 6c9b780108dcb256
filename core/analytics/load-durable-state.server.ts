import type pg from 'pg';
import type { RetiredShard } from '#core/gateway/take-shards.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { GapKey, VoiceSessionRow } from './count-batch.server.ts';
import type { GapKind } from './rules.ts';

/** What a new process must know to go on where the last one's commits ended. */
export interface DurableState {
  /** Guilds of these shards that have the bot and are not in an outage. */
  guilds: { guildId: string; afkChannelId: string | null }[];
  voiceSessions: VoiceSessionRow[];
  /** Guilds counted now. */
  openSpans: string[];
  openGaps: GapKey[];
  /** Of guilds that had a gap: messages made before this are not to be counted as they come. */
  countFrom: { guildId: string; countFromMs: number }[];
}

/** Read after the shards are taken: from then on nobody else changes it. */
export async function loadDurableState(
  db: Database,
  shardCount: number,
  shardIds: readonly number[],
): Promise<DurableState> {
  const mine = (column: string) => `(${column} >> 22) % $1 = ANY($2::bigint[])`;
  const values = [shardCount, shardIds];
  const [guilds, sessions, spans, gaps, ends] = await Promise.all([
    db
      .for('count-activity')
      .pool.query<{ id: string; afk_channel_id: string | null }>(
        `SELECT id, afk_channel_id FROM guild WHERE removed_at IS NULL AND unavailable_since IS NULL AND ${mine('id')}`,
        values,
      ),
    db
      .for('count-activity')
      .pool.query<{ guild_id: string; user_id: string; channel_id: string; flags: number; accrued_until_ms: string }>(
        `SELECT guild_id, user_id, channel_id, flags, accrued_until_ms
         FROM analytics.voice_session WHERE ${mine('guild_id')}`,
        values,
      ),
    db
      .for('count-activity')
      .pool.query<{ guild_id: string }>(
        `SELECT DISTINCT guild_id FROM analytics.counting_span WHERE to_ms IS NULL AND ${mine('guild_id')}`,
        values,
      ),
    db.for('count-activity').pool.query<{ shard_id: number; guild_id: string | null; kind: GapKind }>(
      `SELECT DISTINCT shard_id, guild_id, kind FROM analytics.coverage_gap WHERE to_ms IS NULL
          AND CASE WHEN guild_id IS NULL THEN shard_count = $1 AND shard_id = ANY($2::int[]) ELSE ${mine('guild_id')} END`,
      values,
    ),
    db.for('count-activity').pool.query<{ guild_id: string; to_ms: string }>(
      `SELECT guild_id, max(to_ms) AS to_ms FROM analytics.coverage_gap
        WHERE kind = 'all' AND to_ms IS NOT NULL AND ${mine('guild_id')} GROUP BY guild_id`,
      values,
    ),
  ]);
  return {
    guilds: guilds.rows.map((row) => ({ guildId: row.id, afkChannelId: row.afk_channel_id })),
    voiceSessions: sessions.rows.map((row) => ({
      guildId: row.guild_id,
      userId: row.user_id,
      channelId: row.channel_id,
      flags: row.flags,
      accruedUntilMs: Number(row.accrued_until_ms),
    })),
    openSpans: spans.rows.map((row) => row.guild_id),
    openGaps: gaps.rows.map((row) => ({ shardId: row.shard_id, guildId: row.guild_id, kind: row.kind })),
    countFrom: ends.rows.map((row) => ({ guildId: row.guild_id, countFromMs: Number(row.to_ms) })),
  };
}

/**
 * Writes what a change of the number of shards left unobserved: old shards that were behind the newest get a gap up to
 * it, from where the gaps of the new shards begin.
 */
export async function recordResharding(
  client: pg.ClientBase,
  retired: readonly RetiredShard[],
  newestMs: number | null,
): Promise<void> {
  const behind = retired.filter(
    (shard) => shard.observedMs !== null && newestMs !== null && shard.observedMs < newestMs,
  );
  await client.query(
    `INSERT INTO analytics.coverage_gap (shard_count, shard_id, kind, from_ms, to_ms, reason, counted_ids)
     SELECT shard_count, shard_id, 'all', from_ms, $4, 'restart', counted_ids::bigint[]
       FROM unnest($1::int[], $2::int[], $3::bigint[], $5::text[]) AS g(shard_count, shard_id, from_ms, counted_ids)`,
    [
      behind.map((shard) => shard.shardCount),
      behind.map((shard) => shard.shardId),
      behind.map((shard) => shard.observedMs),
      newestMs,
      behind.map((shard) => `{${shard.recentIds.join(',')}}`),
    ],
  );
  await client.query(
    `UPDATE analytics.coverage_gap SET to_ms = greatest(from_ms, $2)
      WHERE to_ms IS NULL AND guild_id IS NULL AND shard_count = ANY($1::int[])`,
    [[...new Set(retired.map((shard) => shard.shardCount))], newestMs ?? 0],
  );
}
