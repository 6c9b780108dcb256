import type { i18n as I18n } from 'i18next';
import { drawPicture } from '#core/analytics/drawing/picture.ts';
import { brand } from '#core/platform/brand.ts';
import { speechOf } from '../ui/words.ts';
import { drawHours, type Measure } from './hour-points.ts';
import type { OverviewData } from './props.ts';

const HEIGHT = 240;

/** The day's chart as a picture that stands alone. */
export function overviewPicture({ guild, overview }: OverviewData, measure: Measure, i18n: I18n): string {
  const { t, format } = speechOf(i18n);
  const { timeZone } = overview;
  const day = format.day(overview.fromMs, timeZone);
  return drawPicture(
    {
      title: t(measure === 'messages' ? 'analytics:hours.messages' : 'analytics:hours.voice'),
      subtitle: `${guild.name} · ${day} · ${t('analytics:zone', { zone: format.zone(timeZone) })}`,
      footer: [
        brand.name,
        t('analytics:live.asOf', { time: format.timeExact(overview.asOfMs, timeZone) }),
        t('analytics:coverage.share', { share: format.percent(overview.coverage[measure]) }),
      ].join(' · '),
      ...drawHours(overview, measure, { t, format, height: HEIGHT }),
    },
    'light',
  );
}
