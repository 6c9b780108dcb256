import { useFormat, useWords } from './words.ts';

/** An instant, in UTC and said so. */
export function Moment({ at }: { at: Date }) {
  const { t } = useWords();
  const format = useFormat();
  return <time dateTime={at.toISOString()}>{t('ui:moment', { time: format.moment(at.getTime(), 'UTC') })}</time>;
}
