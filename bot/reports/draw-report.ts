import { periodLabels, seriesGaps } from '#core/analytics/drawing/axis.ts';
import { drawBars } from '#core/analytics/drawing/bars.ts';
import { drawnHeight } from '#core/analytics/drawing/marks.ts';
import type { Picture } from '#core/analytics/drawing/picture.ts';
import { durationSteps } from '#core/analytics/drawing/scale.ts';
import { bucketKind } from '#core/analytics/rules/buckets.ts';
import { type DayChart, dayCharts } from '#core/analytics/rules/charts.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import type { SeriesPoint } from '#core/analytics/rules/series.ts';
import { MARKED_UNDER } from '#core/analytics/rules.ts';
import { formatCompact, formatDuration, formatTime } from '#core/i18n/format.ts';
import { brand } from '#core/platform/brand.ts';
import { dayMs, rangeOf, type Speaking, writeShare, writeValue } from './words.ts';

export type Measure = 'messages' | 'voice' | 'people';

/** How each measure is made from the days. */
export const charts: Readonly<Record<Measure, DayChart>> = {
  messages: dayCharts.messages,
  voice: dayCharts.voice,
  people: dayCharts.active,
};

export interface ReportChart {
  picture: Picture;
  /** The chart in words. */
  alt: string;
}

export interface ReportSeries {
  measure: Measure;
  points: readonly SeriesPoint[];
  period: Period;
  timeZone: string;
  observed: { messages: number; voice: number };
  /** Whether the last place is today. */
  running: boolean;
}

/** Discord shows a picture about 500 pixels wide: words would be too small on one as wide as a page. */
const WIDTH = 560;
const HEIGHT = 200;

/** A picture that holds no names: those stand in the message, in every script. */
export function drawReport(series: ReportSeries, speaking: Speaking): ReportChart {
  const { measure, points, period, timeZone, observed, running } = series;
  const { t, locale } = speaking;
  const isTime = charts[measure].unit === 'duration';
  const day = (options: Intl.DateTimeFormatOptions) => (at: number) => formatTime(locale, dayMs(at), 'UTC', options);
  const marks = drawBars({
    points: points.map((point, index) => ({
      ...point,
      state: running && index === points.length - 1 ? 'now' : 'past',
      value: point.value ?? 0,
    })),
    gaps: seriesGaps(points),
    labels: periodLabels(period, points, {
      day: day({ day: 'numeric', month: 'short' }),
      month: day({ month: 'short', year: '2-digit' }),
    }),
    height: HEIGHT,
    gutter: true,
    roundTo: isTime ? durationSteps : null,
    formatTick: (value) => (isTime ? formatDuration(locale, value) : formatCompact(locale, Math.round(value))),
    words: { ghost: '', unknown: t('reports:picture.unknown') },
  });
  const rests = {
    messages: observed.messages,
    voice: observed.voice,
    people: Math.min(observed.messages, observed.voice),
  };
  const share = writeShare(rests[measure], locale);
  return {
    picture: {
      title: t(`reports:measure.${measure}`),
      subtitle: t('reports:picture.subtitle', { range: rangeOf(period, speaking), zone: timeZone }),
      footer: t(
        points.some(({ before }) => before !== null) ? 'reports:picture.footerBefore' : 'reports:picture.footer',
        {
          brand: brand.name,
          share,
          count: period.toDay - period.fromDay + 1,
        },
      ),
      marks,
      height: drawnHeight(HEIGHT),
      width: WIDTH,
      gutter: true,
    },
    alt: sayChart(series, speaking),
  };
}

interface KnownPoint extends Period {
  value: number;
}

/** What the bars say, for those who do not see them. */
function sayChart({ measure, points, period }: ReportSeries, speaking: Speaking): string {
  const { t, locale } = speaking;
  const write = (value: number) => writeValue(measure, value, locale);
  const known = points.flatMap(({ value, ...place }) => (value === null ? [] : [{ ...place, value }]));
  // Where something was missed, a low number says nothing.
  const whole = known.filter(({ observed }) => observed >= MARKED_UNDER);
  const highest = known.reduce<KnownPoint | null>((a, b) => (a && a.value >= b.value ? a : b), null);
  const lowest = whole.reduce<KnownPoint | null>((a, b) => (a && a.value <= b.value ? a : b), null);
  const unknown = points.length - whole.length;
  const at = (point: KnownPoint) => ({ value: write(point.value), when: nameOf(point, speaking) });
  const words = { measure: t(`reports:measure.${measure}`), range: rangeOf(period, speaking) };
  const total = known.reduce((sum, { value }) => sum + value, 0);
  return [
    t(`reports:picture.alt_${bucketKind(period)}`, words),
    charts[measure].gathering === 'sum' ? t('reports:picture.altTotal', { value: write(total) }) : null,
    highest ? t('reports:picture.altHighest', at(highest)) : null,
    lowest && lowest.fromDay !== highest?.fromDay ? t('reports:picture.altLowest', at(lowest)) : null,
    unknown > 0 ? t('reports:picture.altUnknown', { count: unknown }) : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

function nameOf(place: Period, speaking: Speaking): string {
  if (place.fromDay !== place.toDay) return rangeOf(place, speaking);
  return formatTime(speaking.locale, dayMs(place.fromDay), 'UTC', { dateStyle: 'medium' });
}
