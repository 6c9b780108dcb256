import { type ChartKey, dayCharts } from '#core/analytics/rules/charts.ts';
import { PointsChart } from '../charts/PointsChart.tsx';
import { paths } from '../paths.ts';
import { Definition } from '../ui/Definition.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { ChartFooter } from './ChartFooter.tsx';
import { DaysTable } from './DaysTable.tsx';
import { chartTitle, drawDays } from './draw-chart.ts';
import { Meaning } from './Meaning.tsx';
import { PeriodRange } from './PeriodRange.tsx';
import { periodQuery } from './period-query.ts';
import type { PeriodData } from './props.ts';
import { useSayPoint } from './use-say-point.ts';

/** A chart of the days, weeks or months of a period, with the period before behind it and a table below it. */
export function DaysChart({
  data,
  chart,
  height,
  minor = false,
}: {
  data: PeriodData;
  chart: ChartKey;
  /** Of the scale, in pixels. */
  height: number;
  /** One of several of a kind. */
  minor?: boolean;
}) {
  const { t } = useWords();
  const format = useFormat();
  const say = useSayPoint(data);
  const points = data.charts[chart] ?? [];
  const title = chartTitle(data, chart, t);
  const drawn = drawDays(data, chart, points, { t, format, height });
  const query = periodQuery(data);
  return (
    <PointsChart
      title={
        <Definition className={minor ? 'text-14 font-semibold' : 'text-16 font-semibold'} term={title}>
          <Meaning of={dayCharts[chart].definition} />
          <PeriodRange data={data} />
        </Definition>
      }
      label={title}
      {...drawn}
      places={points.length}
      say={(place) => {
        const point = points[place];
        return point ? say(point, chart) : '';
      }}
      first={points.length - 1}
      footer={
        <ChartFooter
          files={{
            csv: paths.daysCsv(data.guild.id, query),
            picture: paths.daysPicture(data.guild.id, chart, query),
            name: `${data.guild.id}-${chart}`,
          }}
          table={() => <DaysTable data={data} charts={[chart]} caption={title} />}
        />
      }
    />
  );
}
