import type { i18n as I18n } from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { gapReasonKey } from '#core/analytics/rules.ts';
import { brand } from '#core/platform/brand.ts';
import { HoursPlot, plotHeight } from '../charts/HoursPlot.tsx';
import { durationSteps } from '../charts/hours.ts';
import { picturePaint } from '../charts/paint.ts';
import { createFormat } from '../ui/format.ts';
import { hourGaps, hourPoints, type Measure } from './hour-points.ts';
import type { OverviewData } from './props.ts';

const WIDTH = 1_088;
const HEIGHT = 240;
const MARGIN = 32;
const HEAD = 72;
const FOOT = 32;

/** The day's chart as a picture that stands alone: its own colours and fonts, its source and instant written on it. */
export function overviewPicture({ guild, overview }: OverviewData, measure: Measure, i18n: I18n): string {
  const t = i18n.getFixedT(null, 'analytics');
  const format = createFormat(i18n.language);
  const { timeZone } = overview;
  const title = t(measure === 'messages' ? 'hours.messages' : 'hours.voice');
  const height = MARGIN * 2 + HEAD + plotHeight(HEIGHT) + FOOT;
  return renderToStaticMarkup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={WIDTH + MARGIN * 2}
      height={height}
      fontFamily="'Hanken Grotesk', 'Helvetica Neue', Arial, sans-serif"
      fontSize="12"
    >
      <title>{`${guild.name}: ${title}`}</title>
      <rect width="100%" height="100%" {...picturePaint('paper')} />
      <svg x={MARGIN} y={MARGIN} width={WIDTH} height={height - MARGIN * 2} overflow="visible" aria-hidden="true">
        <text y="18" {...picturePaint('title')}>
          {title}
        </text>
        <text y="40" {...picturePaint('label')}>
          {`${guild.name} · ${format.day(overview.fromMs, timeZone)} · ${t('zone', { zone: format.zone(timeZone) })}`}
        </text>
        <svg y={HEAD} width={WIDTH} height={plotHeight(HEIGHT)} overflow="visible" aria-hidden="true">
          <HoursPlot
            points={hourPoints(overview.hours, measure)}
            gaps={hourGaps(overview, measure, (code) => t(`reason.${gapReasonKey(code)}`))}
            fromMs={overview.fromMs}
            toMs={overview.toMs}
            height={HEIGHT}
            patternId="unknown"
            paint={picturePaint}
            roundTo={measure === 'voice' ? durationSteps : null}
            formatTick={measure === 'messages' ? format.glance : format.duration}
            formatHour={(fromMs) => format.time(fromMs, timeZone)}
            words={{ ghost: t('hours.ghost'), unknown: t('hours.unknown') }}
          />
        </svg>
        <text y={HEAD + plotHeight(HEIGHT) + FOOT - 8} {...picturePaint('label')}>
          {[
            brand.name,
            t('live.asOf', { time: format.timeExact(overview.asOfMs, timeZone) }),
            t('coverage.share', { share: format.percent(overview.coverage[measure]) }),
          ].join(' · ')}
        </text>
      </svg>
    </svg>,
  );
}
