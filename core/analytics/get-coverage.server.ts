import type pg from 'pg';
import { type Interval, subtract } from './internal/intervals.ts';
import { type Ledger, readLedgers } from './internal/read-ledgers.server.ts';
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
  { guildId }: { guildId: string },
  at: { fromMs: number; nowMs: number },
): Promise<Coverage> {
  const ledgers = await readLedgers(client, [guildId], { fromMs: at.fromMs, toMs: at.nowMs });
  return coverageOf(ledgers.get(guildId) ?? { observedUntilMs: null, spans: [], gaps: [] }, at);
}

/** The same from a ledger that was read for the period, or for a longer one. */
export function coverageOf(ledger: Ledger, { fromMs, nowMs }: { fromMs: number; nowMs: number }): Coverage {
  const isIn = (one: { fromMs: number; toMs: number | null }) =>
    one.fromMs < nowMs && (one.toMs === null || one.toMs > fromMs);
  const spans = ledger.spans.filter(isIn);
  const gaps = ledger.gaps.filter(isIn);
  const { observedUntilMs } = ledger;
  const countingSinceMs = spans.find((span) => span.toMs === null)?.fromMs ?? null;
  const behind = countingSinceMs !== null && nowMs - (observedUntilMs ?? 0) > BEHIND_AFTER_MS;
  const untilMs = countingSinceMs === null || behind ? nowMs : Math.min(nowMs, observedUntilMs ?? nowMs);

  const known: Gap[] = [];
  const add = (interval: Interval, kind: GapKind, reason: string, healing: GapState | null = null) => {
    const clipped = { fromMs: Math.max(fromMs, interval.fromMs), toMs: Math.min(untilMs, interval.toMs) };
    for (const rest of subtract(clipped, known)) known.push({ ...rest, kind, reason, ...(healing ? { healing } : {}) });
  };
  const counted = spans.map((span) => ({ fromMs: span.fromMs, toMs: span.toMs ?? untilMs }));
  for (const rest of subtract({ fromMs, toMs: untilMs }, counted)) add(rest, 'all', 'not-counted');
  for (const kind of ['all', 'voice'] as const) {
    for (const gap of gaps.filter((one) => one.kind === kind)) {
      add({ fromMs: gap.fromMs, toMs: gap.toMs ?? untilMs }, kind, gap.reason, gap.healing);
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
