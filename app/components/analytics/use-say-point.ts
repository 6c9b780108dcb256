import { bucketKind } from '#core/analytics/rules/buckets.ts';
import { type ChartKey, dayCharts } from '#core/analytics/rules/charts.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import type { SeriesPoint } from '#core/analytics/rules/series.ts';
import { MARKED_UNDER } from '#core/analytics/rules.ts';
import type { Format } from '../ui/format.ts';
import { useFormat, useWords } from '../ui/words.ts';
import type { PeriodData } from './props.ts';

/** How a value of a chart is written. */
export function valueWriter(key: ChartKey, format: Format): (value: number) => string {
  const { unit, gathering } = dayCharts[key];
  if (unit === 'duration') return format.duration;
  return gathering === 'mean' ? (value) => format.count(Math.round(value)) : format.count;
}

/** The name of a place: a day, a week or a month. */
export function bucketName(period: Period, { fromDay, toDay }: Period, format: Format): string {
  return bucketKind(period) === 'day' ? format.dayName(fromDay) : format.days(fromDay, toDay);
}

/** Writes a place of a chart as a sentence. */
export function useSayPoint(
  data: Pick<PeriodData, 'period' | 'annotations'>,
): (point: SeriesPoint, key: ChartKey) => string {
  const { t } = useWords();
  const format = useFormat();
  return (point, key) => {
    const write = valueWriter(key, format);
    const notes = data.annotations.filter(({ day }) => day >= point.fromDay && day <= point.toDay);
    const partial = point.value !== null && point.observed < MARKED_UNDER;
    return [
      t('analytics:period.point', {
        when: bucketName(data.period, point, format),
        value: point.value === null ? t('analytics:hours.notKnown') : write(point.value),
      }),
      partial ? t('analytics:hours.pointPartial', { share: format.percent(point.observed) }) : null,
      point.before === null ? null : t('analytics:period.pointBefore', { value: write(point.before) }),
      ...notes.map(({ text }) => text),
    ]
      .filter(Boolean)
      .join(' · ');
  };
}
