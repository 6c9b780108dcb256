import { paths } from '../paths.ts';
import { useWords } from '../ui/words.ts';
import { DaysChart } from './DaysChart.tsx';
import { NamesNotice } from './NamesNotice.tsx';
import { OverviewChannels } from './OverviewChannels.tsx';
import { PeriodPage } from './PeriodPage.tsx';
import { PeriodStat } from './PeriodStat.tsx';
import { allChannels, periodQuery } from './period-query.ts';
import type { ActivityData } from './props.ts';
import { StatRow } from './StatRow.tsx';
import { WeekHoursChart } from './WeekHoursChart.tsx';

/** Messages of a period: by day, by hour of the week, by channel and thread. */
export function MessagesPage({ data }: { data: ActivityData }) {
  const { t } = useWords();
  const { totals: now, totalsBefore: before } = data;
  const observed = { observed: now.observed.messages, observedBefore: before.observed.messages };
  const length = data.period.toDay - data.period.fromDay + 1;
  return (
    <PeriodPage data={data} page="messages" choice={data.choice}>
      <StatRow>
        <PeriodStat
          data={data}
          term={t('analytics:chart.messages')}
          definition="message"
          value={now.messages}
          before={before.messages}
          {...observed}
        />
        <PeriodStat
          data={data}
          term={t('analytics:figure.messagesADay')}
          definition="message"
          value={now.messages / length}
          before={before.messages / length}
          {...observed}
        />
        {data.channel ? null : (
          <PeriodStat
            data={data}
            term={t('analytics:figure.postersADay')}
            definition="poster"
            value={now.postersADay}
            before={before.postersADay}
            {...observed}
          />
        )}
      </StatRow>
      <DaysChart data={data} chart="messages" height={200} />
      <div className="grid grid-cols-1 gap-x-16 gap-y-10 border-t border-line pt-8 lg:grid-cols-2">
        <WeekHoursChart data={data} measure="messages" />
        {data.channel ? null : <DaysChart data={data} chart="posters" height={150} />}
      </div>
      <NamesNotice names={data.names} />
      <OverviewChannels
        channels={data.channels}
        none={t('analytics:channels.noneInPeriod')}
        hrefOf={(channel) => `${paths.period(data.guild.id, 'messages')}?${periodQuery(data, { channel })}`}
        {...allChannels(data, 'messages')}
      />
    </PeriodPage>
  );
}
