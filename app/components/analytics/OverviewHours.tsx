import { MARKED_UNDER, type Overview } from '#core/analytics/rules.ts';
import { PointsChart } from '../charts/PointsChart.tsx';
import { paths } from '../paths.ts';
import { Definition } from '../ui/Definition.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { ChartFooter } from './ChartFooter.tsx';
import { drawHours, hourGaps, hourPoints, type Measure, reasonIn } from './hour-points.ts';
import { Meaning } from './Meaning.tsx';

const HOUR_MS = 3_600_000;

/** The day by hours, of messages or of voice time, with yesterday behind it and a table below it. */
export function OverviewHours({
  overview,
  measure,
  height,
  files = true,
}: {
  overview: Overview;
  measure: Measure;
  height: number;
  /** Offers the CSV and the picture; not where the numbers are invented. */
  files?: boolean;
}) {
  const { t } = useWords();
  const format = useFormat();
  const { timeZone } = overview;
  const title = t(measure === 'messages' ? 'analytics:hours.messages' : 'analytics:hours.voice');
  const points = hourPoints(overview.hours, measure);
  const gaps = hourGaps(overview, measure, t);
  const drawn = drawHours(overview, measure, { t, format, height });
  const now = points.findLastIndex((point) => point.state !== 'to-come');
  const amount = (value: number) => (measure === 'messages' ? format.count(value) : format.duration(value));
  const said = (value: number) =>
    measure === 'messages' ? t('analytics:hours.messagesValue', { count: value }) : format.duration(value);
  const span = (fromMs: number) => ({
    from: format.time(fromMs, timeZone),
    to: format.time(fromMs + HOUR_MS, timeZone),
  });
  const sayHour = (place: number): string => {
    const point = points[place];
    if (!point) return '';
    if (point.state === 'to-come')
      return [
        t('analytics:hours.toCome', span(point.fromMs)),
        point.before === null ? null : t('analytics:hours.pointBefore', { value: amount(point.before) }),
      ]
        .filter(Boolean)
        .join(' · ');
    const unknown = point.observed === 0 && point.value === 0;
    return [
      t('analytics:hours.point', {
        ...span(point.fromMs),
        value: unknown ? t('analytics:hours.pointUnknown') : said(point.value),
      }),
      point.state === 'now' && !unknown ? t('analytics:hours.pointNow') : null,
      point.observed < MARKED_UNDER && !unknown
        ? t('analytics:hours.pointPartial', { share: format.percent(point.observed) })
        : null,
      point.observed < MARKED_UNDER ? reasonIn(gaps, point.fromMs, point.fromMs + HOUR_MS) : null,
      point.before === null ? null : t('analytics:hours.pointBefore', { value: amount(point.before) }),
    ]
      .filter(Boolean)
      .join(' · ');
  };
  return (
    <PointsChart
      title={
        <Definition className="text-16 font-semibold" term={title}>
          <Meaning of={measure === 'messages' ? 'message' : 'voice'} />
          <Meaning of="hour" />
        </Definition>
      }
      label={title}
      marks={drawn.marks}
      height={drawn.height}
      places={points.length}
      say={sayHour}
      first={Math.max(0, now)}
      footer={
        <ChartFooter
          files={
            files
              ? {
                  csv: paths.overviewCsv(overview.guildId),
                  picture: paths.overviewPicture(overview.guildId, measure),
                  name: `${overview.guildId}-${overview.date}-${measure}`,
                }
              : null
          }
          table={() => (
            <table className="w-full max-w-xl border-collapse text-start tabular-nums">
              <caption className="sr-only">{title}</caption>
              <thead>
                <tr className="border-b border-line text-12 text-ink-faint">
                  <th scope="col" className="py-2 font-medium">
                    {t('analytics:hours.column.hour')}
                  </th>
                  <th scope="col" className="py-2 text-end font-medium">
                    {t('analytics:hours.column.today')}
                  </th>
                  <th scope="col" className="py-2 text-end font-medium">
                    {t('analytics:hours.column.yesterday')}
                  </th>
                  <th scope="col" className="py-2 text-end font-medium">
                    {t('analytics:hours.column.coverage')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {points.map((point) => (
                  <tr key={point.fromMs} className="border-b border-line">
                    <th scope="row" className="py-1 font-normal">
                      {t('analytics:coverage.gap', span(point.fromMs))}
                    </th>
                    <td className="py-1 text-end">
                      {point.state === 'to-come'
                        ? t('analytics:hours.notYet')
                        : point.observed === 0 && point.value === 0
                          ? t('analytics:hours.notKnown')
                          : amount(point.value)}
                    </td>
                    <td className="py-1 text-end">
                      {point.before === null ? t('analytics:hours.notKnown') : amount(point.before)}
                    </td>
                    <td className="py-1 text-end">{point.state === 'to-come' ? '' : format.percent(point.observed)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        />
      }
    />
  );
}
