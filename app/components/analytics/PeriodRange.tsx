import { useFormat, useWords } from '../ui/words.ts';
import type { PeriodData } from './props.ts';

/** Of which days a number is, and how much of them was observed. */
export function PeriodRange({ data }: { data: Pick<PeriodData, 'period' | 'timeZone' | 'totals' | 'channel'> }) {
  const { t } = useWords();
  const format = useFormat();
  const { period, totals } = data;
  return (
    <p>
      {[
        format.days(period.fromDay, period.toDay),
        t('analytics:zone', { zone: format.zone(data.timeZone) }),
        t('analytics:period.observed', { share: format.percent(totals.observed.messages) }),
        totals.observed.voice === totals.observed.messages
          ? null
          : t('analytics:coverage.shareVoice', { share: format.percent(totals.observed.voice) }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  );
}
