import type pg from 'pg';
import { type Interval, subtract } from './internal/intervals.ts';
import { BEHIND_AFTER_MS, type Gap, type GapKind, type GapState } from './rules.ts';

/** What is known of a guild in a period, and up to when. */
export interface Coverage {
  /** The guild's shard is durable up to here; null where no shard ever was. */
  observedUntilMs: number | null;
  /** Entitled and counted now, since then; null where it is not. */
  countingSinceMs: number | null;
  /** Counted now, but the newest commit is too old. */
  behind: boolean;
  /** End of what the gaps speak about: now, or the newest commit where that is fresh. */
  untilMs: number;
  /**
   * In order, none overlapping another: a voice gap only where not everything is unknown. One whose messages were filled
   * in afterwards is a voice gap.
   */
  gaps: Gap[];
}

/**
 * Reads the coverage ledger for a guild over [fromMs, nowMs). What lies outside the guild's counting spans is unknown
 * for that reason alone, whatever else went wrong then.
 */
export async function getCoverage(
  client: Pick<pg.ClientBase, 'query'>,
  scope: { guildId: string },
  at: { fromMs: number; nowMs: number },
): Promise<Coverage> {
  const { fromMs, nowMs } = at;
  const values = [scope.guildId, fromMs, nowMs];
  const shard = await client.query<{ observed_ms: number | null }>(
    `SELECT coalesce(observed_ms::float8, extract(epoch FROM committed_at)::float8 * 1000) AS observed_ms
       FROM gateway.shard WHERE shard_id = ($1::int8 >> 22) % shard_count
      ORDER BY heartbeat_at DESC NULLS LAST, shard_count DESC LIMIT 1`,
    [scope.guildId],
  );
  const spans = await client.query<{ from_ms: number; to_ms: number | null }>(
    `SELECT from_ms::float8, to_ms::float8 FROM analytics.counting_span
      WHERE guild_id = $1 AND from_ms < $3 AND (to_ms IS NULL OR to_ms > $2) ORDER BY from_ms`,
    values,
  );
  const gaps = await client.query<{
    from_ms: number;
    to_ms: number | null;
    kind: GapKind;
    reason: string;
    healing: GapState | null;
  }>(
    `SELECT g.from_ms::float8, g.to_ms::float8, CASE h.state WHEN 'healed' THEN 'voice' ELSE g.kind END AS kind,
            g.reason, h.state AS healing
       FROM analytics.coverage_gap g LEFT JOIN analytics.gap_healing h ON h.gap_id = g.id AND h.guild_id = $1
      WHERE g.from_ms < $3 AND (g.to_ms IS NULL OR g.to_ms > $2)
        AND (g.guild_id = $1 OR (g.guild_id IS NULL AND g.shard_id = ($1::int8 >> 22) % g.shard_count))
      ORDER BY g.from_ms, g.id`,
    values,
  );

  const observedUntilMs = shard.rows[0]?.observed_ms ?? null;
  const countingSinceMs = spans.rows.find((span) => span.to_ms === null)?.from_ms ?? null;
  const behind = countingSinceMs !== null && nowMs - (observedUntilMs ?? 0) > BEHIND_AFTER_MS;
  const untilMs = countingSinceMs === null || behind ? nowMs : Math.min(nowMs, observedUntilMs ?? nowMs);

  const known: Gap[] = [];
  const add = (interval: Interval, kind: GapKind, reason: string, healing: GapState | null = null) => {
    const clipped = { fromMs: Math.max(fromMs, interval.fromMs), toMs: Math.min(untilMs, interval.toMs) };
    for (const rest of subtract(clipped, known)) known.push({ ...rest, kind, reason, ...(healing ? { healing } : {}) });
  };
  const counted = spans.rows.map((span) => ({ fromMs: span.from_ms, toMs: span.to_ms ?? untilMs }));
  for (const rest of subtract({ fromMs, toMs: untilMs }, counted)) add(rest, 'all', 'not-counted');
  for (const kind of ['all', 'voice'] as const) {
    for (const gap of gaps.rows.filter((row) => row.kind === kind)) {
      add({ fromMs: gap.from_ms, toMs: gap.to_ms ?? untilMs }, kind, gap.reason, gap.healing);
    }
    if (kind === 'all' && behind)
      add({ fromMs: Math.max(observedUntilMs ?? 0, countingSinceMs ?? 0), toMs: untilMs }, 'all', 'behind');
  }
  return {
    observedUntilMs,
    countingSinceMs,
    behind,
    untilMs,
    gaps: known.sort((a, b) => a.fromMs - b.fromMs),
  };
}
