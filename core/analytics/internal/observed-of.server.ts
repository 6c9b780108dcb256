import type pg from 'pg';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { getCoverage } from '../get-coverage.server.ts';
import { observedShare } from './intervals.ts';

/** Observed shares of whole UTC hours that are over. What lies beyond the newest commit was not observed. */
export async function observedOf(
  client: Pick<pg.ClientBase, 'query'>,
  guildId: string,
  fromHour: number,
  toHour: number,
): Promise<{ messages: number; voice: number }> {
  const period = { fromMs: fromHour * HOUR_MS, toMs: toHour * HOUR_MS };
  const coverage = await getCoverage(client, { guildId }, { fromMs: period.fromMs, nowMs: period.toMs });
  const gaps = [...coverage.gaps, { fromMs: coverage.untilMs, toMs: period.toMs, kind: 'all' as const }];
  return {
    messages: observedShare(
      period,
      gaps.filter((gap) => gap.kind === 'all'),
    ),
    voice: observedShare(period, gaps),
  };
}
