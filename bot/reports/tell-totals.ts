import type { RecentTotals } from '#core/analytics/get-recent-totals.server.ts';
import { dayValues } from '#core/analytics/rules/charts.ts';
import { makeSeries } from '#core/analytics/rules/series.ts';
import { formatNumber } from '#core/i18n/format.ts';
import { charts, drawReport, type Measure, type ReportChart } from './draw-report.ts';
import { figureLine, observedLine, type Speaking } from './words.ts';

export interface Wanted {
  figures: readonly Measure[];
  /** What the picture shows; null: messages, or voice where nobody wrote. */
  measure: Measure | null;
  /** Whether joins and leaves are told: they are the guild's. */
  growth: boolean;
}

/** Figures as lines, and a picture; null where nothing of the period was observed. */
export function tellTotals(
  totals: RecentTotals,
  { figures, measure, growth }: Wanted,
  speaking: Speaking,
): { figures: string[]; chart: ReportChart } | null {
  const { t, locale } = speaking;
  const { period, timeZone, days, now } = totals;
  if (now.observed.messages === 0 && now.observed.voice === 0) return null;
  const shown = measure ?? (now.messages === 0 && now.voiceMs > 0 ? 'voice' : 'messages');
  const points = makeSeries(period, dayValues(days, charts[shown]), charts[shown].gathering);
  const members = { joins: formatNumber(locale, now.joins), leaves: formatNumber(locale, now.leaves) };
  // Where Discord does not let the bot see who joins and leaves, none is counted: no zero is told of it.
  const movesAreSeen = now.joins + now.leaves > 0;
  const observed = observedLine(now.observed, speaking);
  return {
    figures: [
      ...figures.map((figure) => figureLine(totals, figure, speaking)),
      ...(growth && movesAreSeen ? [t('reports:figure.members', members)] : []),
      ...(observed === null ? [] : [observed]),
    ],
    chart: drawReport({ measure: shown, points, period, timeZone, observed: now.observed, running: false }, speaking),
  };
}
