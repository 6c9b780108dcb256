import { PointsChart } from '../charts/PointsChart.tsx';
import { paths } from '../paths.ts';
import { Definition } from '../ui/Definition.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { ChartFooter } from './ChartFooter.tsx';
import { DaysChart } from './DaysChart.tsx';
import { DaysTable } from './DaysTable.tsx';
import { activeKeys, chartTitle, drawActive } from './draw-chart.ts';
import { Meaning } from './Meaning.tsx';
import { PeriodPage } from './PeriodPage.tsx';
import { PeriodRange } from './PeriodRange.tsx';
import { PeriodStat } from './PeriodStat.tsx';
import { periodQuery } from './period-query.ts';
import type { PeriodData } from './props.ts';
import { StatRow } from './StatRow.tsx';
import { bucketName } from './use-say-point.ts';

const weekly = ['newcomers', 'returned', 'lapsed', 'regulars'] as const;

/** How many different people took part, and who is new, back, gone or regular. */
export function MembersPage({ data }: { data: PeriodData }) {
  const { t } = useWords();
  const { totals: now, totalsBefore: before } = data;
  const observed = {
    observed: Math.min(now.observed.messages, now.observed.voice),
    observedBefore: Math.min(before.observed.messages, before.observed.voice),
  };
  return (
    <PeriodPage data={data} page="members">
      <StatRow>
        <PeriodStat
          data={data}
          term={t('analytics:figure.activeADay')}
          definition="active"
          value={now.activeADay}
          before={before.activeADay}
          {...observed}
        />
        <PeriodStat
          data={data}
          term={t('analytics:chart.activeWeek')}
          definition="activeWeek"
          value={now.activeWeek}
          before={before.activeWeek}
          {...observed}
        />
        <PeriodStat
          data={data}
          term={t('analytics:chart.activeMonth')}
          definition="activeMonth"
          value={now.activeMonth}
          before={before.activeMonth}
          {...observed}
        />
      </StatRow>
      <ActiveChart data={data} />
      <div className="grid grid-cols-1 gap-x-16 gap-y-10 border-t border-line pt-8 lg:grid-cols-2">
        {weekly.map((chart) => (
          <DaysChart key={chart} data={data} chart={chart} height={90} minor />
        ))}
        <DaysChart data={data} chart="posters" height={90} minor />
        <DaysChart data={data} chart="voiceUsers" height={90} minor />
      </div>
    </PeriodPage>
  );
}

function ActiveChart({ data }: { data: PeriodData }) {
  const { t } = useWords();
  const format = useFormat();
  const title = chartTitle(data, 'activeLines', t);
  const drawn = drawActive(data, { t, format, height: 220 });
  const places = data.charts.active ?? [];
  const query = periodQuery(data);
  const say = (index: number) => {
    const place = places[index];
    if (!place) return '';
    return [
      bucketName(data.period, place, format),
      ...activeKeys.map((key) => {
        const value = data.charts[key]?.[index]?.value;
        const said = value == null ? t('analytics:hours.notKnown') : format.count(Math.round(value));
        return `${t(`analytics:line.${key}`)} ${said}`;
      }),
    ].join(' · ');
  };
  return (
    <PointsChart
      title={
        <Definition className="text-16 font-semibold" term={title}>
          <Meaning of="active" />
          <Meaning of="activeWeek" />
          <Meaning of="activeMonth" />
          <PeriodRange data={data} />
        </Definition>
      }
      label={title}
      {...drawn}
      places={places.length}
      say={say}
      first={places.length - 1}
      footer={
        <ChartFooter
          files={{
            csv: paths.daysCsv(data.guild.id, query),
            picture: paths.daysPicture(data.guild.id, 'activeLines', query),
            name: `${data.guild.id}-active`,
          }}
          table={() => <DaysTable data={data} charts={activeKeys} caption={title} />}
        />
      }
    />
  );
}
