import type { ReactNode } from 'react';
import { SUPPRESSED_UNDER } from '#core/analytics/rules.ts';
import { Definition } from '../ui/Definition.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Meaning } from './Meaning.tsx';
import { PeriodRange } from './PeriodRange.tsx';
import type { NamedInviteSource, RetentionData } from './props.ts';

/** What those who joined came through, and what became of them. */
export function InviteSources({ data }: { data: RetentionData }) {
  const { t } = useWords();
  const title = t('analytics:invites.title');
  return (
    <section aria-labelledby="invites" className="border-t border-line pt-8">
      <Definition id="invites" className="mb-3 text-16 font-semibold" term={title}>
        <Meaning of="invite" />
        <PeriodRange data={data} />
      </Definition>
      <div className="space-y-4">
        <State data={data} />
        <Sources data={data} title={title} />
      </div>
    </section>
  );
}

/** Why more is not known, where that is so. */
function State({ data: { invites, premium, timeZone } }: { data: RetentionData }) {
  const { t } = useWords();
  const format = useFormat();
  const { state, sinceMs } = invites;
  if (state === 'not_permitted')
    return (
      <Notice title={t('analytics:invites.notPermittedTitle')}>
        <p>{t('analytics:invites.notPermitted')}</p>
        <p>{t('analytics:invites.notPermittedHow')}</p>
      </Notice>
    );
  if (state === 'reading' && sinceMs !== null)
    return (
      <p className="measure text-ink-soft">
        {t('analytics:invites.since', { time: format.moment(sinceMs, timeZone) })}
      </p>
    );
  return premium ? <p className="measure text-ink-soft">{t('analytics:invites.starting')}</p> : null;
}

function Sources({ data: { invites }, title }: { data: RetentionData; title: string }) {
  const { t } = useWords();
  const format = useFormat();
  if (invites.sources.length === 0) {
    const isRead = invites.state === 'reading';
    return isRead ? <p className="text-ink-soft">{t('analytics:invites.nobody')}</p> : null;
  }
  return (
    <div>
      <Table
        caption={title}
        head={
          <>
            <Th>{t('analytics:invites.source')}</Th>
            <Th number>{t('analytics:cohort.joined')}</Th>
            <Th number>{t('analytics:cohort.week1_stayed')}</Th>
            <Th number>{t('analytics:cohort.week1_active')}</Th>
          </>
        }
      >
        {invites.sources.map((source) => (
          <Tr key={`${source.source} ${source.code ?? ''}`}>
            <th scope="row" className="max-w-72 py-2 pe-4 font-normal">
              <SourceName source={source} />
            </th>
            <Td number>{format.count(source.joined)}</Td>
            <Share source={source} of="stayed" />
            <Share source={source} of="active" />
          </Tr>
        ))}
      </Table>
      <p className="measure mt-3 text-12 text-ink-faint">{t('analytics:invites.note', { count: SUPPRESSED_UNDER })}</p>
    </div>
  );
}

function SourceName({ source: { source, code, channelName } }: { source: NamedInviteSource }) {
  const { t } = useWords();
  if (source === 'unknown') return t('analytics:invites.unknown');
  if (source === 'others') return t('analytics:invites.others', { count: SUPPRESSED_UNDER });
  const about =
    source === 'vanity'
      ? t('analytics:invites.vanity')
      : channelName === null
        ? null
        : t('analytics:invites.channel', { name: channelName });
  return (
    <>
      <bdi className="block truncate font-medium">{code}</bdi>
      {about === null ? null : <span className="block truncate text-12 text-ink-faint">{about}</span>}
    </>
  );
}

/** Of those whose week 1 is over, with how many they are. */
function Share({ source: { mature }, of }: { source: NamedInviteSource; of: 'stayed' | 'active' }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  if (mature === null)
    return (
      <Td number>
        <span className="text-12 text-ink-faint">{t('analytics:cohort.notYet')}</span>
      </Td>
    );
  return (
    <Td number>
      {format.percent(mature[of] / mature.joined)}
      <span className="block text-12 text-ink-faint">
        {t('analytics:cohort.of', { part: format.count(mature[of]), count: mature.joined })}
      </span>
    </Td>
  );
}
