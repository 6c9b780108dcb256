import type { i18n as I18n } from 'i18next';
import { drawPicture } from '#core/analytics/drawing/picture.ts';
import { type ChartKey, dayCharts } from '#core/analytics/rules/charts.ts';
import { brand } from '#core/platform/brand.ts';
import { speechOf } from '../ui/words.ts';
import { chartTitle, drawActive, drawDays } from './draw-chart.ts';
import type { PeriodData } from './props.ts';

const HEIGHT = 240;

/** A chart of a period as a picture that stands alone. */
export function daysPicture(data: PeriodData, chart: ChartKey | 'activeLines', i18n: I18n): string {
  const { t, format } = speechOf(i18n);
  const pen = { t, format, height: HEIGHT };
  const { observed } = data.totals;
  const rests = chart === 'activeLines' ? 'both' : dayCharts[chart].rests;
  const share = rests === 'both' ? Math.min(observed.messages, observed.voice) : observed[rests];
  return drawPicture(
    {
      title: chartTitle(data, chart, t),
      subtitle: [
        data.guild.name,
        ...(data.channel ? [data.channel.name] : []),
        format.days(data.period.fromDay, data.period.toDay),
        t('analytics:zone', { zone: format.zone(data.timeZone) }),
      ].join(' · '),
      footer: [brand.name, t('analytics:period.observed', { share: format.percent(share) })].join(' · '),
      ...(chart === 'activeLines' ? drawActive(data, pen) : drawDays(data, chart, data.charts[chart] ?? [], pen)),
    },
    'light',
  );
}
