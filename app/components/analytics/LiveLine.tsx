import { classes } from '../ui/classes.ts';
import { useFormat } from '../ui/format.ts';
import { useWords } from '../ui/words.ts';
import type { LiveStatus } from './use-live-overview.ts';

/** Up to when the numbers go, and whether they follow by themselves. */
export function LiveLine({ status, asOfMs, timeZone }: { status: LiveStatus; asOfMs: number; timeZone: string }) {
  const { t } = useWords();
  const format = useFormat();
  const dots: Record<LiveStatus, string> = {
    on: 'bg-good',
    waiting: 'border border-caution',
    off: 'border border-edge',
  };
  return (
    <p className="flex items-center gap-2 text-12 text-ink-soft tabular-nums">
      <span aria-hidden="true" className={classes('size-2 shrink-0 rounded-full', dots[status])} />
      <span className={classes('font-medium', status === 'on' && 'text-good', status === 'waiting' && 'text-caution')}>
        {status === 'on'
          ? t('analytics:live.on')
          : status === 'waiting'
            ? t('analytics:live.waiting')
            : t('analytics:live.off')}
      </span>
      <time dateTime={new Date(asOfMs).toISOString()}>
        {t('analytics:live.asOf', { time: format.timeExact(asOfMs, timeZone) })}
      </time>
    </p>
  );
}
