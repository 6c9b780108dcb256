import type { AnswerTimes } from '#core/support/schema.ts';
import { useFormat, useWords } from '../ui/words.ts';

/** How long answers take, and how many are still to come. */
export function Times({ times: { answered, medianMs, open, overdue } }: { times: AnswerTimes }) {
  const { t } = useWords();
  const format = useFormat();
  const usual =
    answered > 0 && medianMs !== null
      ? t('contact:times.median', { time: format.duration(medianMs) })
      : t('contact:times.none');
  return (
    <p className="measure mt-3 text-ink-soft">
      {t('contact:times.due')} {usual} {open > 0 ? t('contact:times.open', { count: open }) : null}{' '}
      {overdue > 0 ? t('contact:times.overdue', { count: overdue }) : null}
    </p>
  );
}
