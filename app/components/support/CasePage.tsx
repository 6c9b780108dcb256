import type { OwnCase } from '#core/support/schema.ts';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';

/** A case as who opened it reads it. */
export function CasePage({ topic, words, receivedAt, dueAt, answeredAt, answer }: OwnCase) {
  const { t } = useWords();
  const format = useFormat();
  const moment = (at: Date) => format.moment(at.getTime(), 'UTC');
  return (
    <>
      <PageHead title={t('contact:case.title')}>
        <p className="mt-3 text-ink-soft">
          {t(`contact:topics.${topic}`)}. {t('contact:case.received', { when: moment(receivedAt) })}.{' '}
          {answeredAt ? null : `${t('contact:case.due', { when: moment(dueAt) })}.`}
        </p>
      </PageHead>
      <div className="max-w-2xl">
        <Notice title={t('contact:case.keep')}>
          <p>{t('contact:case.keepBody')}</p>
        </Notice>
      </div>
      <section aria-labelledby="words" className="mt-8">
        <h2 id="words" className="text-20 font-semibold">
          {t('contact:case.words')}
        </h2>
        <p className="measure mt-2 whitespace-pre-wrap text-16">
          <bdi>{words}</bdi>
        </p>
      </section>
      {answeredAt ? (
        <section aria-labelledby="answer" className="mt-8">
          <h2 id="answer" className="text-20 font-semibold">
            {t('contact:case.answer')}
          </h2>
          <p className="text-ink-soft">{t('contact:case.answered', { when: moment(answeredAt) })}</p>
          <p className="measure mt-2 whitespace-pre-wrap text-16">
            <bdi>{answer}</bdi>
          </p>
        </section>
      ) : null}
    </>
  );
}
