import type { Overview } from '#core/analytics/rules.ts';
import { classes } from '../ui/classes.ts';
import { useFormat, useWords } from '../ui/words.ts';
import type { LiveStatus } from './use-live-overview.ts';

/** Up to when the numbers go, and whether they follow by themselves. */
export function LiveLine({ status, overview }: { status: LiveStatus; overview: Overview }) {
  const { t } = useWords();
  const format = useFormat();
  const { asOfMs, timeZone } = overview;
  const shown = status === 'on' && overview.state === 'behind' ? 'behind' : status;
  const look = {
    on: { dot: 'bg-good', word: 'text-good' },
    behind: { dot: 'border-2 border-caution', word: 'text-caution' },
    waiting: { dot: 'border-2 border-caution', word: 'text-caution' },
    off: { dot: 'border border-edge', word: '' },
  }[shown];
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-12 text-ink-soft tabular-nums">
      <span aria-hidden="true" className={classes('size-2 shrink-0 rounded-full', look.dot)} />
      <span className={classes('font-medium', look.word)}>{t(`analytics:live.${shown}`)}</span>
      <time dateTime={new Date(asOfMs).toISOString()}>
        {t('analytics:live.asOf', { time: format.timeExact(asOfMs, timeZone) })}
      </time>
      <noscript>{t('analytics:live.reload')}</noscript>
    </p>
  );
}
