import type { ReactNode } from 'react';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { NotCounted } from './NotCounted.tsx';
import { Notes } from './Notes.tsx';
import { PeriodForm } from './PeriodForm.tsx';
import type { ChannelChoice, PeriodData, PeriodPageKey } from './props.ts';

/** A page about a period of a guild: which days, what they are compared with, and the numbers below. */
export function PeriodPage({
  data,
  page,
  choice,
  children,
}: {
  data: PeriodData;
  page: PeriodPageKey;
  /** Channels to filter by. */
  choice?: ChannelChoice;
  children: ReactNode;
}) {
  const { t } = useWords();
  const format = useFormat();
  const { period, before, sinceDay } = data;
  return (
    <>
      <PageHead
        title={t(`analytics:page.${page}`)}
        lead={
          <span className="tabular-nums">
            {format.days(period.fromDay, period.toDay)}
            {' · '}
            {t('analytics:zone', { zone: format.zone(data.timeZone) })}
            {data.channel ? (
              <>
                {' · '}
                <bdi>{data.channel.name}</bdi>
              </>
            ) : null}
          </span>
        }
      >
        {page === 'retention' ? null : (
          <p className="text-12 text-ink-faint tabular-nums">
            {t('analytics:period.comparedWith', { days: format.days(before.fromDay, before.toDay) })}
          </p>
        )}
      </PageHead>
      {sinceDay === null ? (
        <Nothing data={data} />
      ) : (
        <>
          <PeriodForm data={data} page={page} choice={choice} />
          <div className="space-y-10">
            <PeriodNotice data={data} sinceDay={sinceDay} />
            {children}
            <Notes data={data} />
          </div>
        </>
      )}
    </>
  );
}

function Nothing({ data }: { data: PeriodData }) {
  const { t } = useWords();
  if (!data.premium) return <NotCounted data={data} staff={data.staff} />;
  return (
    <EmptyState
      title={t('analytics:period.noneTitle')}
      action={
        <ButtonLink to={paths.today(data.guild.id)} kind="primary">
          {t('analytics:period.toToday')}
        </ButtonLink>
      }
    >
      <p>{t('analytics:period.noneBody')}</p>
    </EmptyState>
  );
}

/** What has to be known before the numbers are read; at most one. */
function PeriodNotice({ data, sinceDay }: { data: PeriodData; sinceDay: number }) {
  const { t } = useWords();
  const format = useFormat();
  if (sinceDay > data.period.toDay)
    return (
      <Notice tone="caution" title={t('analytics:period.earlierTitle', { day: format.dayName(sinceDay) })}>
        <p>{t('analytics:period.earlierBody')}</p>
      </Notice>
    );
  if (sinceDay > data.period.fromDay)
    return <Notice title={t('analytics:period.since', { day: format.dayName(sinceDay) })} />;
  if (!data.premium)
    return (
      <Notice tone="caution" title={t('analytics:stopped.title')}>
        <p>{t('analytics:stopped.body')}</p>
      </Notice>
    );
  return null;
}
