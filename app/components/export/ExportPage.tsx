import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Files } from './Files.tsx';
import type { ExportData, ExportOutcome } from './props.ts';
import { RangeForm } from './RangeForm.tsx';
import { Tokens } from './Tokens.tsx';

/** What was counted, to take along: files, tokens for programs, and Discord's own numbers beside ours. */
export function ExportPage({ outcome, ...data }: ExportData & { outcome: ExportOutcome | null }) {
  const { t } = useWords();
  const { date } = useFormat();
  const { guild, recorded, entitlement, deletesAtMs } = data;
  return (
    <>
      <PageHead title={t('export:title')} lead={<bdi>{guild.name}</bdi>}>
        <p className="measure mt-3 text-ink-soft">{t('export:lead')}</p>
      </PageHead>
      <div className="space-y-8">
        {recorded && deletesAtMs !== null ? (
          <Notice tone="caution" title={t('export:grace.title', { date: date(deletesAtMs, 'UTC') })}>
            <p>{t('export:grace.body', { date: date(deletesAtMs, 'UTC') })}</p>
          </Notice>
        ) : null}
        {recorded ? (
          <>
            <RangeForm {...data} recorded={recorded} />
            <Files {...data} />
          </>
        ) : (
          <EmptyState title={t('export:none.title')}>
            <p>{t(`export:none.${whyEmpty[entitlement]}`)}</p>
          </EmptyState>
        )}
        <Tokens {...data} outcome={outcome} />
        <section aria-labelledby="insights" className="space-y-3 border-t border-line pt-6">
          <h2 id="insights" className="text-16 font-semibold">
            {t('export:insights.link')}
          </h2>
          <p className="measure text-ink-soft">{t('export:insights.linkBody')}</p>
          <ButtonLink to={paths.insights(guild.id)}>{t('export:insights.open')}</ButtonLink>
        </section>
        <section aria-labelledby="data" className="space-y-3 border-t border-line pt-6">
          <h2 id="data" className="text-16 font-semibold">
            {t('privacy-centre:guild.title')}
          </h2>
          <p className="measure text-ink-soft">{t('privacy-centre:guild.note')}</p>
          <ButtonLink to={paths.guildData(guild.id)}>{t('privacy-centre:guild.open')}</ButtonLink>
        </section>
      </div>
    </>
  );
}

const whyEmpty = { premium: 'counting', grace: 'counting', lost: 'gone', never: 'notCounted' } as const;
