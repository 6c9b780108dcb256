import { Notice } from '../ui/Notice.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { OverviewData } from './props.ts';

const FRESH_MS = 3_600_000;

/** What has to be known before the numbers are read; at most one, the gravest. */
export function OverviewNotices({ data }: { data: OverviewData }) {
  const { t } = useWords();
  const format = useFormat();
  const { overview } = data;
  const { timeZone } = overview;
  const notice = () => {
    if (overview.state === 'stopped')
      return (
        <Notice tone="caution" title={t('analytics:stopped.title')}>
          <p>{t('analytics:stopped.body')}</p>
        </Notice>
      );
    if (overview.state === 'behind')
      return (
        <Notice
          tone="caution"
          title={t('analytics:behind.title', { time: format.timeExact(overview.asOfMs, timeZone) })}
        >
          <p>{t('analytics:behind.body')}</p>
        </Notice>
      );
    const since = overview.countingSinceMs;
    if (overview.state === 'counting' && since !== null && overview.asOfMs - since < FRESH_MS)
      return (
        <Notice title={t('analytics:starting.title', { time: format.time(since, timeZone) })}>
          <p>{t('analytics:starting.body')}</p>
          {overview.messages === 0 ? <p>{t('analytics:starting.try')}</p> : null}
        </Notice>
      );
    return null;
  };
  const shown = notice();
  return shown ? <div className="mb-8">{shown}</div> : null;
}
