import { drawBars } from '#core/analytics/drawing/bars.ts';
import { drawLines, type LineSeries } from '#core/analytics/drawing/lines.ts';
import { drawnHeight, type Mark } from '#core/analytics/drawing/marks.ts';
import { durationSteps } from '#core/analytics/drawing/scale.ts';
import { bucketKind } from '#core/analytics/rules/buckets.ts';
import { type ChartKey, dayCharts } from '#core/analytics/rules/charts.ts';
import type { SeriesPoint } from '#core/analytics/rules/series.ts';
import type { Format } from '../ui/format.ts';
import type { Say } from '../ui/words.ts';
import { notedPlaces, periodLabels, seriesGaps } from './axis.ts';
import type { PeriodData } from './props.ts';

interface Drawn {
  marks: Mark[];
  /** Of the marks, in pixels. */
  height: number;
  gutter: true;
}

interface Pen {
  t: Say;
  format: Format;
  /** Of the scale, in pixels. */
  height: number;
}

/** "Messages by week": what is drawn, and how finely. */
export function chartTitle({ period }: Pick<PeriodData, 'period'>, key: ChartKey | 'activeLines', t: Say): string {
  return t(`analytics:period.by.${bucketKind(period)}`, { what: t(`analytics:chart.${key}`) });
}

/** A chart of a period as bars, the same on the page and in the picture. */
export function drawDays(
  data: Pick<PeriodData, 'period' | 'annotations'>,
  key: ChartKey,
  points: readonly SeriesPoint[],
  { t, format, height }: Pen,
): Drawn {
  const isTime = dayCharts[key].unit === 'duration';
  const marks = drawBars({
    points: points.map((point) => ({ ...point, state: 'past', value: point.value ?? 0 })),
    gaps: seriesGaps(points),
    labels: periodLabels(data.period, points, format),
    notes: notedPlaces(points, data.annotations),
    height,
    roundTo: isTime ? durationSteps : null,
    formatTick: isTime ? format.durationTick : format.glance,
    formatValue: isTime ? format.duration : (value) => format.glance(Math.round(value)),
    gutter: true,
    words: { ghost: '', unknown: t('analytics:hours.unknown') },
  });
  return { marks, height: drawnHeight(height), gutter: true };
}

export const activeKeys = ['activeMonth', 'activeWeek', 'active'] as const satisfies readonly ChartKey[];
const lineInks = { activeMonth: 'line-strong', activeWeek: 'line-mid', active: 'line-thin' } as const;

/** Active members of a day, a week and a month as lines over one scale. */
export function drawActive(
  data: Pick<PeriodData, 'period' | 'annotations' | 'charts'>,
  { t, format, height }: Pen,
): Drawn {
  const daily = data.charts.active ?? [];
  const series = activeKeys.map(
    (key): LineSeries => ({
      key,
      name: t(`analytics:line.${key}`),
      ink: lineInks[key],
      values: (data.charts[key] ?? []).map(({ value }) => value),
    }),
  );
  const marks = drawLines({
    series,
    gaps: seriesGaps(daily),
    labels: periodLabels(data.period, daily, format),
    notes: notedPlaces(daily, data.annotations),
    height,
    formatTick: format.glance,
    words: { unknown: t('analytics:hours.unknown') },
  });
  return { marks, height: drawnHeight(height), gutter: true };
}
