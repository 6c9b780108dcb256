import { HOUR_MS } from '#core/platform/snowflake.ts';
import { coverageOf } from '../get-coverage.server.ts';
import { observedShare } from './intervals.ts';
import type { Ledger } from './read-ledgers.server.ts';

/** Observed shares of messages and of voice, 0 to 1. */
export interface Observed {
  messages: number;
  voice: number;
}

/**
 * Observed shares of whole UTC hours that are over, from a ledger that was read for them or for more. What lies beyond the
 * newest commit was not observed.
 */
export function observedIn(ledger: Ledger, fromHour: number, toHour: number): Observed {
  const period = { fromMs: fromHour * HOUR_MS, toMs: toHour * HOUR_MS };
  const coverage = coverageOf(ledger, { fromMs: period.fromMs, nowMs: period.toMs });
  const gaps = [...coverage.gaps, { fromMs: coverage.untilMs, toMs: period.toMs, kind: 'all' as const }];
  return {
    messages: observedShare(
      period,
      gaps.filter((gap) => gap.kind === 'all'),
    ),
    voice: observedShare(period, gaps),
  };
}
