import type pg from 'pg';
import type { GapKind, GapState } from '../rules.ts';
import { int8Array } from './binary-array.server.ts';

/** What is written down about when a guild was counted and what was not observed; ends that are null are open. */
export interface Ledger {
  /** The guild's shard is durable up to here; null where no shard ever was. */
  observedUntilMs: number | null;
  /** In order. */
  spans: readonly { fromMs: number; toMs: number | null }[];
  /** In order. A gap whose messages were filled in afterwards is one of voice. */
  gaps: readonly { fromMs: number; toMs: number | null; kind: GapKind; reason: string; healing: GapState | null }[];
}

/** The ledgers of guilds as far as they touch [fromMs, toMs). */
export async function readLedgers(
  client: Pick<pg.ClientBase, 'query'>,
  guildIds: readonly string[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<Map<string, Ledger>> {
  const values = [int8Array(guildIds), fromMs, toMs];
  const shards = await client.query<{ guild_id: string; observed_ms: number | null }>(
    `SELECT g.id AS guild_id, s.observed_ms
       FROM unnest($1::int8[]) AS g(id), LATERAL (
         SELECT coalesce(observed_ms::float8, extract(epoch FROM committed_at)::float8 * 1000) AS observed_ms
           FROM gateway.shard WHERE shard_id = (g.id >> 22) % shard_count
          ORDER BY heartbeat_at DESC NULLS LAST, shard_count DESC LIMIT 1
       ) AS s`,
    values.slice(0, 1),
  );
  const spans = await client.query<{ guild_id: string; fromMs: number; toMs: number | null }>(
    `SELECT guild_id, from_ms::float8 AS "fromMs", to_ms::float8 AS "toMs" FROM analytics.counting_span
      WHERE guild_id = ANY($1::int8[]) AND from_ms < $3 AND (to_ms IS NULL OR to_ms > $2) ORDER BY from_ms`,
    values,
  );
  const gaps = await client.query<Ledger['gaps'][number] & { guild_id: string }>(
    `SELECT i.id AS guild_id, g.from_ms::float8 AS "fromMs", g.to_ms::float8 AS "toMs",
            CASE h.state WHEN 'healed' THEN 'voice' ELSE g.kind END AS kind, g.reason, h.state AS healing
       FROM analytics.coverage_gap g
       JOIN unnest($1::int8[]) AS i(id)
         ON g.guild_id = i.id OR (g.guild_id IS NULL AND g.shard_id = (i.id >> 22) % g.shard_count)
       LEFT JOIN analytics.gap_healing h ON h.gap_id = g.id AND h.guild_id = i.id
      WHERE g.from_ms < $3 AND (g.to_ms IS NULL OR g.to_ms > $2) ORDER BY g.from_ms, g.id`,
    values,
  );
  const ledgers = new Map<
    string,
    { observedUntilMs: number | null; spans: Ledger['spans'][number][]; gaps: Ledger['gaps'][number][] }
  >();
  for (const guildId of guildIds) ledgers.set(guildId, { observedUntilMs: null, spans: [], gaps: [] });
  for (const row of shards.rows) {
    const ledger = ledgers.get(row.guild_id);
    if (ledger) ledger.observedUntilMs = row.observed_ms;
  }
  for (const { guild_id, ...span } of spans.rows) ledgers.get(guild_id)?.spans.push(span);
  for (const { guild_id, ...gap } of gaps.rows) ledgers.get(guild_id)?.gaps.push(gap);
  return ledgers;
}
