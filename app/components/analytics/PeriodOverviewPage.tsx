import { paths } from '../paths.ts';
import { useWords } from '../ui/words.ts';
import { DaysChart } from './DaysChart.tsx';
import { NamesNotice } from './NamesNotice.tsx';
import { OverviewChannels } from './OverviewChannels.tsx';
import { PeriodPage } from './PeriodPage.tsx';
import { PeriodStat } from './PeriodStat.tsx';
import { allChannels, periodQuery } from './period-query.ts';
import type { ChannelsData, PeriodData } from './props.ts';
import { StatRow } from './StatRow.tsx';

/** A period of a guild at a glance. */
export function PeriodOverviewPage({ data }: { data: PeriodData & ChannelsData }) {
  const { t } = useWords();
  const { totals: now, totalsBefore: before } = data;
  const both = Math.min(now.observed.messages, now.observed.voice);
  const bothBefore = Math.min(before.observed.messages, before.observed.voice);
  const ofMessages = { observed: now.observed.messages, observedBefore: before.observed.messages };
  return (
    <PeriodPage data={data} page="overview">
      <StatRow>
        <PeriodStat
          data={data}
          term={t('analytics:chart.messages')}
          definition="message"
          value={now.messages}
          before={before.messages}
          {...ofMessages}
        />
        <PeriodStat
          data={data}
          term={t('analytics:chart.voice')}
          definition="voice"
          value={now.voiceMs}
          before={before.voiceMs}
          observed={now.observed.voice}
          observedBefore={before.observed.voice}
          unit="duration"
        />
        <PeriodStat
          data={data}
          term={t('analytics:figure.activeADay')}
          definition="active"
          value={now.activeADay}
          before={before.activeADay}
          observed={both}
          observedBefore={bothBefore}
        />
      </StatRow>
      <DaysChart data={data} chart="messages" height={200} />
      <div className="grid grid-cols-1 gap-x-16 gap-y-10 border-t border-line pt-8 lg:grid-cols-2">
        <DaysChart data={data} chart="active" height={120} />
        <DaysChart data={data} chart="voice" height={120} />
      </div>
      <NamesNotice names={data.names} />
      <OverviewChannels
        channels={data.channels}
        none={t('analytics:channels.noneInPeriod')}
        hrefOf={(channel) => `${paths.period(data.guild.id, 'messages')}?${periodQuery(data, { channel })}`}
        {...allChannels(data, 'overview')}
      />
    </PeriodPage>
  );
}
