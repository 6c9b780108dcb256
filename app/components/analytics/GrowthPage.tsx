import { tenures } from '#core/analytics/rules/membership.ts';
import { RowBar } from '../charts/RowBar.tsx';
import { Definition } from '../ui/Definition.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { DaysChart } from './DaysChart.tsx';
import { Meaning } from './Meaning.tsx';
import { PeriodPage } from './PeriodPage.tsx';
import { PeriodRange } from './PeriodRange.tsx';
import { PeriodStat } from './PeriodStat.tsx';
import type { GrowthData } from './props.ts';
import { StatRow } from './StatRow.tsx';

/** Who came and who went, how many, and how long those who went had stayed. */
export function GrowthPage({ data }: { data: GrowthData }) {
  const { t } = useWords();
  const { totals: now, totalsBefore: before } = data;
  const observed = { observed: now.observed.messages, observedBefore: before.observed.messages };
  if (data.membersGranted === false)
    return (
      <PeriodPage data={data} page="growth">
        <Notice tone="caution" title={t('analytics:growth.notGrantedTitle')}>
          <p>{t('analytics:growth.notGranted')}</p>
        </Notice>
      </PeriodPage>
    );
  return (
    <PeriodPage data={data} page="growth">
      <StatRow>
        <PeriodStat
          data={data}
          term={t('analytics:chart.joins')}
          definition="join"
          value={now.joins}
          before={before.joins}
          {...observed}
        />
        <PeriodStat
          data={data}
          term={t('analytics:chart.leaves')}
          definition="leave"
          value={now.leaves}
          before={before.leaves}
          {...observed}
        />
        <PeriodStat
          data={data}
          term={t('analytics:figure.net')}
          definition="net"
          value={now.joins - now.leaves}
          before={before.joins - before.leaves}
          isDifference
          {...observed}
        />
      </StatRow>
      <DaysChart data={data} chart="joins" height={150} />
      <DaysChart data={data} chart="leaves" height={150} />
      <Leavers data={data} />
    </PeriodPage>
  );
}

function Leavers({ data }: { data: GrowthData }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('analytics:growth.tenure');
  const all = tenures.reduce((sum, tenure) => sum + data.totals.left[tenure], 0);
  const shown = tenures.filter((tenure) => tenure !== 'unknown' || data.totals.left.unknown > 0);
  const most = Math.max(0, ...shown.map((tenure) => data.totals.left[tenure]));
  return (
    <section aria-labelledby="tenure" className="border-t border-line pt-8">
      <Definition id="tenure" className="mb-3 text-16 font-semibold" term={title}>
        <Meaning of="tenure" />
        <PeriodRange data={data} />
      </Definition>
      {all === 0 ? (
        <p className="text-ink-soft">{t('analytics:growth.nobodyLeft')}</p>
      ) : (
        <ol className="max-w-2xl space-y-2.5" aria-label={title}>
          {shown.map((tenure) => (
            <li key={tenure}>
              <div className="mb-1 flex items-baseline justify-between gap-4">
                <span>{t(`analytics:tenure.${tenure}`)}</span>
                <span className="tabular-nums">
                  <span className="font-medium">{format.count(data.totals.left[tenure])}</span>{' '}
                  <span className="text-ink-soft">({format.percent(data.totals.left[tenure] / all)})</span>
                </span>
              </div>
              <RowBar parts={[{ value: data.totals.left[tenure], ink: 'bar' }]} whole={most} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
