import type pg from 'pg';
import type { CountBatch } from '../count-batch.server.ts';

/** Closes and opens rows of the coverage ledger. Closing what is not open changes nothing. */
export async function saveGaps(client: pg.ClientBase, shardCount: number, gaps: CountBatch['gaps']): Promise<void> {
  const { closed, opened } = gaps;
  if (closed.length > 0) {
    await client.query(
      `UPDATE analytics.coverage_gap g SET to_ms = greatest(g.from_ms, c.to_ms)
         FROM unnest($2::int[], $3::bigint[], $4::text[], $5::bigint[]) AS c(shard_id, guild_id, kind, to_ms)
        WHERE g.to_ms IS NULL AND g.kind = c.kind
          AND (g.guild_id = c.guild_id
               OR (c.guild_id IS NULL AND g.guild_id IS NULL AND g.shard_count = $1 AND g.shard_id = c.shard_id))`,
      [
        shardCount,
        closed.map((gap) => gap.shardId),
        closed.map((gap) => gap.guildId),
        closed.map((gap) => gap.kind),
        closed.map((gap) => gap.toMs),
      ],
    );
  }
  if (opened.length > 0) {
    await client.query(
      `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason, counted_ids)
       SELECT $1, shard_id, guild_id, kind, from_ms, to_ms, reason, counted_ids::bigint[]
         FROM unnest($2::int[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::text[])
           AS g(shard_id, guild_id, kind, from_ms, to_ms, reason, counted_ids)`,
      [
        shardCount,
        opened.map((gap) => gap.shardId),
        opened.map((gap) => gap.guildId),
        opened.map((gap) => gap.kind),
        opened.map((gap) => gap.fromMs),
        opened.map((gap) => gap.toMs),
        opened.map((gap) => gap.reason),
        opened.map((gap) => `{${gap.countedIds.join(',')}}`),
      ],
    );
  }
}

/** Closes and opens the spans in which guilds were counted. */
export async function saveSpans(client: pg.ClientBase, spans: CountBatch['spans']): Promise<void> {
  const { closed, opened } = spans;
  if (closed.length > 0) {
    await client.query(
      `UPDATE analytics.counting_span s SET to_ms = greatest(s.from_ms, c.to_ms)
         FROM unnest($1::bigint[], $2::bigint[]) AS c(guild_id, to_ms)
        WHERE s.guild_id = c.guild_id AND s.to_ms IS NULL`,
      [closed.map((span) => span.guildId), closed.map((span) => span.toMs)],
    );
  }
  if (opened.length > 0) {
    await client.query(
      `INSERT INTO analytics.counting_span (guild_id, from_ms, to_ms)
       SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])`,
      [opened.map((span) => span.guildId), opened.map((span) => span.fromMs), opened.map((span) => span.toMs)],
    );
  }
}
