import type pg from 'pg';
import type { Exclusion } from './control-api.ts';

export interface MessageCell {
  key: string;
  guildId: string;
  messages: number;
}

export interface VoiceCell {
  key: string;
  guildId: string;
  parts: VoiceParts;
}

export type VoiceParts = readonly [activeMs: number, mutedMs: number, deafenedMs: number, aloneMs: number];

/** What is counted apart: guild, channel, person, UTC hour. */
export function cellKey(guildId: string, channelId: string, userId: string, hour: number): string {
  return `${guildId}/${channelId}/${userId}/${hour}`;
}

/** A cell may stand in several rows: added up. */
function cellsOf(table: 'message_pack' | 'voice_pack', counts: readonly string[]): string {
  return `SELECT guild_id, channel_id, user_id, hour, ${counts.map((count) => `sum(${count})::int4 AS ${count}`).join(', ')}
            FROM (SELECT guild_id, unnest(channel_ids) AS channel_id, unnest(user_ids) AS user_id, unnest(hours) AS hour,
                         ${counts.map((count) => `unnest(${count}) AS ${count}`).join(', ')}
                    FROM analytics.${table}) AS part
           GROUP BY 1, 2, 3, 4`;
}

/** Every row of a query as the database has it now, in portions. */
async function eachRow<R extends pg.QueryResultRow>(
  pool: pg.Pool,
  query: string,
  onRow: (row: R) => void,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`DECLARE rows NO SCROLL CURSOR FOR ${query}`);
    for (;;) {
      const { rows } = await client.query<R>('FETCH 20000 FROM rows');
      if (rows.length === 0) break;
      rows.forEach(onRow);
    }
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

interface KeyColumns {
  guild_id: string;
  channel_id: string;
  user_id: string;
  hour: number;
}

export function eachMessageCell(pool: pg.Pool, onCell: (cell: MessageCell) => void): Promise<void> {
  return eachRow<KeyColumns & { messages: number }>(pool, cellsOf('message_pack', ['messages']), (row) =>
    onCell({
      key: cellKey(row.guild_id, row.channel_id, row.user_id, row.hour),
      guildId: row.guild_id,
      messages: row.messages,
    }),
  );
}

export function eachVoiceCell(pool: pg.Pool, onCell: (cell: VoiceCell) => void): Promise<void> {
  return eachRow<KeyColumns & { active_ms: number; muted_ms: number; deafened_ms: number; alone_ms: number }>(
    pool,
    cellsOf('voice_pack', ['active_ms', 'muted_ms', 'deafened_ms', 'alone_ms']),
    (row) =>
      onCell({
        key: cellKey(row.guild_id, row.channel_id, row.user_id, row.hour),
        guildId: row.guild_id,
        parts: [row.active_ms, row.muted_ms, row.deafened_ms, row.alone_ms],
      }),
  );
}

/** What the database says about its own knowledge: when which guild was counted, and the holes in it. */
export interface Knowledge {
  /** Guilds with at least one span. */
  counted: Set<string>;
  /** Outside of every span, for guilds that have one. */
  outside: Exclusion[];
  /** Holes for everything, and holes for voice alone, by guild. */
  gaps: Exclusion[];
  voiceGaps: Exclusion[];
  reasons: Record<string, number>;
}

const EVER_MS = 8_640_000_000_000_000;

export async function readKnowledge(pool: pg.Pool): Promise<Knowledge> {
  const spans = await pool.query<{ guild_id: string; from_ms: string; to_ms: string | null }>(
    'SELECT guild_id, from_ms, to_ms FROM analytics.counting_span ORDER BY guild_id, from_ms',
  );
  const outside: Exclusion[] = [];
  const end = new Map<string, number>();
  for (const row of spans.rows) {
    const from = Number(row.from_ms);
    const since = end.get(row.guild_id) ?? 0;
    if (from > since) outside.push({ guildId: row.guild_id, fromMs: since, toMs: from });
    end.set(row.guild_id, Math.max(since, row.to_ms === null ? EVER_MS : Number(row.to_ms)));
  }
  for (const [guildId, fromMs] of end) if (fromMs < EVER_MS) outside.push({ guildId, fromMs, toMs: EVER_MS });

  const { rows } = await pool.query<{
    shard_count: number;
    shard_id: number;
    guild_id: string | null;
    kind: string;
    from_ms: string;
    to_ms: string | null;
    reason: string;
    healed: string[];
  }>(
    `SELECT shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason,
            ARRAY(SELECT h.guild_id::text FROM analytics.gap_healing h WHERE h.gap_id = g.id AND h.state = 'healed') AS healed
       FROM analytics.coverage_gap g`,
  );
  const knowledge: Knowledge = { counted: new Set(end.keys()), outside, gaps: [], voiceGaps: [], reasons: {} };
  for (const row of rows) {
    const time = { fromMs: Number(row.from_ms), toMs: row.to_ms === null ? EVER_MS : Number(row.to_ms) };
    const hit = [...end.keys()].filter((guildId) =>
      row.guild_id === null
        ? (BigInt(guildId) >> 22n) % BigInt(row.shard_count) === BigInt(row.shard_id)
        : guildId === row.guild_id,
    );
    for (const guildId of hit) {
      // Filled in afterwards: of its messages everything is known.
      const isOfMessages = row.kind === 'all' && !row.healed.includes(guildId);
      (isOfMessages ? knowledge.gaps : knowledge.voiceGaps).push({ guildId, ...time });
    }
    knowledge.reasons[row.reason] = (knowledge.reasons[row.reason] ?? 0) + 1;
  }
  return knowledge;
}
