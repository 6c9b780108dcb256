import { listChannels } from '#core/analytics/rules/channel-lists.ts';
import { voiceTotalMs } from '#core/analytics/rules.ts';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { LiveLine } from './LiveLine.tsx';
import { NamesNotice } from './NamesNotice.tsx';
import { NotCounted } from './NotCounted.tsx';
import { OverviewChannels } from './OverviewChannels.tsx';
import { OverviewCoverage } from './OverviewCoverage.tsx';
import { OverviewHours } from './OverviewHours.tsx';
import { OverviewNotices } from './OverviewNotices.tsx';
import { OverviewStats } from './OverviewStats.tsx';
import { OverviewVoiceChannels } from './OverviewVoiceChannels.tsx';
import type { OverviewData } from './props.ts';
import { useLiveOverview } from './use-live-overview.ts';

/** A guild's day so far. Right without JavaScript; with it the numbers follow by themselves. */
export function OverviewPage({ data: loaded, staff }: { data: OverviewData; staff: boolean }) {
  const { t } = useWords();
  const format = useFormat();
  const { data, status } = useLiveOverview(loaded, paths.live(loaded.guild.id));
  const { guild, overview } = data;
  const { timeZone } = overview;
  const counted = overview.state !== 'never';
  const shift = format.time(overview.fromMs, timeZone);
  return (
    <>
      <PageHead
        title={<bdi>{guild.name}</bdi>}
        lead={
          <>
            {t('analytics:today', { day: format.day(overview.fromMs, timeZone) })}
            {' · '}
            {t('analytics:zone', { zone: format.zone(timeZone) })}
          </>
        }
        beside={counted ? <LiveLine status={status} overview={overview} /> : null}
      >
        {shift.endsWith(':00') ? null : (
          <p className="text-12 text-ink-faint">{t('analytics:dayShift', { time: shift })}</p>
        )}
      </PageHead>
      <OverviewNotices data={data} />
      {counted ? (
        <div className="space-y-10">
          <OverviewStats overview={overview} />
          <OverviewHours overview={overview} measure="messages" height={208} />
          <OverviewCoverage overview={overview} />
          <NamesNotice names={data.names} />
          <div className="grid grid-cols-1 gap-x-16 gap-y-10 border-t border-line pt-8 lg:grid-cols-2">
            <OverviewChannels
              channels={listChannels(overview.channels, ({ messages }) => messages)}
              none={t('analytics:channels.none')}
            />
            <div className="space-y-10">
              <OverviewVoiceChannels
                channels={listChannels(overview.voiceChannels, voiceTotalMs)}
                none={t('analytics:channels.voiceNone')}
              />
              <OverviewHours overview={overview} measure="voice" height={120} />
            </div>
          </div>
        </div>
      ) : (
        <NotCounted data={data} staff={staff} />
      )}
    </>
  );
}
