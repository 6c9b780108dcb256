import type pg from 'pg';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { type Coverage, coverageOf, getCoverage } from '../get-coverage.server.ts';
import { observedShare } from './intervals.ts';
import type { Ledger } from './read-ledgers.server.ts';

/** Observed shares of messages and of voice, 0 to 1. */
export interface Observed {
  messages: number;
  voice: number;
}

/** Observed shares of whole UTC hours that are over. What lies beyond the newest commit was not observed. */
export async function observedOf(
  client: Pick<pg.ClientBase, 'query'>,
  guildId: string,
  fromHour: number,
  toHour: number,
): Promise<Observed> {
  const period = periodOf(fromHour, toHour);
  return sharesOf(await getCoverage(client, { guildId }, { fromMs: period.fromMs, nowMs: period.toMs }), period);
}

/** The same from a ledger that was read for these hours, or for more. */
export function observedIn(ledger: Ledger, fromHour: number, toHour: number): Observed {
  const period = periodOf(fromHour, toHour);
  return sharesOf(coverageOf(ledger, { fromMs: period.fromMs, nowMs: period.toMs }), period);
}

function periodOf(fromHour: number, toHour: number) {
  return { fromMs: fromHour * HOUR_MS, toMs: toHour * HOUR_MS };
}

function sharesOf(coverage: Coverage, period: { fromMs: number; toMs: number }): Observed {
  const gaps = [...coverage.gaps, { fromMs: coverage.untilMs, toMs: period.toMs, kind: 'all' as const }];
  return {
    messages: observedShare(
      period,
      gaps.filter((gap) => gap.kind === 'all'),
    ),
    voice: observedShare(period, gaps),
  };
}
