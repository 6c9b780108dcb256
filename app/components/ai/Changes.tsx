import type { RegisterView } from '#core/ai/rules/views.ts';
import { useFormat, useWords } from '../ui/words.ts';
import { useFeatureName } from './use-feature-name.ts';

const DAY_MS = 86_400_000;

/** What was changed because of what people said, and of what. */
export function Changes({ changes: { total, newest } }: Pick<RegisterView, 'changes'>) {
  const { t } = useWords();
  const format = useFormat();
  const nameOf = useFeatureName();
  return (
    <section aria-labelledby="changes" className="mt-12">
      <h2 id="changes" className="text-20 font-semibold">
        {t('ai:changes.title')}
      </h2>
      <p className="measure mt-2 text-ink-soft">{t('ai:changes.lead')}</p>
      <p className="mt-3">{total === 0 ? t('ai:changes.none') : t('ai:changes.count', { count: total })}</p>
      <ul className="mt-2 max-w-2xl divide-y divide-line">
        {newest.map(({ id, at, kind, feature, week, words }) => (
          <li key={id} className="py-3">
            <p className="measure break-words">
              <bdi>{words}</bdi>
            </p>
            <p className="text-12 text-ink-faint">
              {format.date(at.getTime(), 'UTC')} ·{' '}
              {kind === 'incident'
                ? t('ai:changes.incident')
                : t(`ai:changes.${kind}`, {
                    feature: nameOf(feature ?? ''),
                    week: format.date((week ?? 0) * DAY_MS, 'UTC'),
                  })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
