import { Link } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import { ChatsForm } from './ChatsForm.tsx';
import { Choices } from './Choices.tsx';
import { Improvement } from './Improvement.tsx';
import { OwnCallTable } from './OwnCallTable.tsx';
import type { OwnAiData } from './props.ts';

/** Whether models may be used for a person, and every time that one was. */
export function OwnAiPage({ offered, out, kept, page, before, names, done }: OwnAiData) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('ai:own.title')} lead={t('ai:own.lead')} links={[[paths.ai, t('ai:title')]]} />
      {done ? (
        <div className="mb-8">
          <Notice tone="good" announce title={t('ai:own.done')} />
        </div>
      ) : null}
      <div className="space-y-10">
        <Choices
          offered={offered}
          out={out}
          words={{ body: t('ai:own.choiceBody'), isOut: t('ai:own.isOut'), isOutByAll: t('ai:own.isOutByAll') }}
        />
        <Improvement out={out} />
        <ChatsForm kept={kept} />
        <Section id="log" title={t('ai:own.log')} body={t('ai:own.logBody')}>
          {page.calls.length === 0 ? (
            <p className="text-ink-soft">{t('ai:own.logNone')}</p>
          ) : (
            <>
              <OwnCallTable calls={page.calls} names={names} />
              <nav aria-label={t('ai:own.log')} className="mt-4 flex flex-wrap gap-6">
                {before === null ? null : (
                  <Link to={paths.ownAi} className="link">
                    {t('ai:own.newest')}
                  </Link>
                )}
                {page.next === null ? null : (
                  <Link to={`${paths.ownAi}?before=${page.next}`} className="link">
                    {t('ai:own.older')}
                  </Link>
                )}
                {(['csv', 'json'] as const).map((kind) => (
                  <a key={kind} href={paths.ownAiFile(kind)} className="link">
                    {t(`ai:own.${kind}`)}
                  </a>
                ))}
              </nav>
            </>
          )}
        </Section>
      </div>
    </>
  );
}
