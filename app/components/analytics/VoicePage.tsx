import { ACTIVE_VOICE_MS } from '#core/analytics/rules.ts';
import { paths } from '../paths.ts';
import { useWords } from '../ui/words.ts';
import { DaysChart } from './DaysChart.tsx';
import { NamesNotice } from './NamesNotice.tsx';
import { OverviewVoiceChannels } from './OverviewVoiceChannels.tsx';
import { PeriodPage } from './PeriodPage.tsx';
import { PeriodStat } from './PeriodStat.tsx';
import { allChannels, periodQuery } from './period-query.ts';
import type { ActivityData } from './props.ts';
import { StatRow } from './StatRow.tsx';
import { VoiceParts } from './VoiceParts.tsx';
import { WeekHoursChart } from './WeekHoursChart.tsx';

/** Voice time of a period: by day and part, by hour of the week, by channel, and the most people at once. */
export function VoicePage({ data }: { data: ActivityData }) {
  const { t } = useWords();
  const { totals: now, totalsBefore: before } = data;
  const observed = { observed: now.observed.voice, observedBefore: before.observed.voice };
  return (
    <PeriodPage data={data} page="voice" choice={data.choice}>
      <StatRow>
        <PeriodStat
          data={data}
          term={t('analytics:chart.voice')}
          definition="voice"
          value={now.voiceMs}
          before={before.voiceMs}
          unit="duration"
          {...observed}
        />
        {data.channel ? null : (
          <PeriodStat
            data={data}
            term={t('analytics:figure.voiceUsersADay')}
            definition="voiceUser"
            value={now.voiceUsersADay}
            before={before.voiceUsersADay}
            {...observed}
          >
            {t('analytics:figure.forMinutes', { minutes: ACTIVE_VOICE_MS / 60_000 })}
          </PeriodStat>
        )}
        <PeriodStat
          data={data}
          term={t('analytics:figure.peak')}
          definition="peak"
          value={now.peak}
          before={before.peak}
          {...observed}
        />
      </StatRow>
      <div className="space-y-4">
        <DaysChart data={data} chart="voice" height={200} />
        <VoiceParts parts={now.voice} />
      </div>
      <div className="grid grid-cols-1 gap-x-16 gap-y-10 border-t border-line pt-8 lg:grid-cols-2">
        <WeekHoursChart data={data} measure="voice" />
        <div className="space-y-10">
          <DaysChart data={data} chart="peak" height={90} minor />
          {data.channel ? null : <DaysChart data={data} chart="voiceUsers" height={90} minor />}
        </div>
      </div>
      <NamesNotice names={data.names} />
      <OverviewVoiceChannels
        channels={data.channels}
        none={t('analytics:channels.voiceNoneInPeriod')}
        hrefOf={(channel) => `${paths.period(data.guild.id, 'voice')}?${periodQuery(data, { channel })}`}
        {...allChannels(data, 'voice')}
      />
    </PeriodPage>
  );
}
