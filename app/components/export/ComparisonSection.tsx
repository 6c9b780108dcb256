import { MARKED_UNDER } from '#core/analytics/rules.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { ComparedInterval, Comparison } from './insights-props.ts';
import { PairBar } from './PairBar.tsx';

/** One measure, interval by interval: Discord's number beside ours. How the two differ stands above them. */
export function ComparisonSection({ measure, interval, intervals }: Comparison) {
  const { t } = useWords();
  const title = t('export:insights.compare.title', {
    measure: t(`export:insights.measure.${measure}`),
    interval: t(`export:insights.interval.${interval}`),
  });
  const most = Math.max(0, ...intervals.flatMap((one) => [one.discord ?? 0, one.here ?? 0]));
  return (
    <section className="border-t border-line pt-6">
      <h2 className="text-16 font-semibold">{title}</h2>
      <p className="measure mt-1 mb-3 text-ink-soft">{t(`export:insights.difference.${measure}`)}</p>
      <p className="mb-1 flex flex-wrap gap-x-4 text-12 text-ink-soft">
        {(['discord', 'here'] as const).map((whose) => (
          <span key={whose} className="inline-flex items-center gap-1.5">
            <svg className="size-2" aria-hidden="true">
              <rect width="8" height="8" className={whose === 'here' ? 'chart-bar' : 'chart-bar-low'} />
            </svg>
            {t(`export:insights.compare.${whose}`)}
          </span>
        ))}
      </p>
      <Table
        caption={title}
        head={
          <>
            <Th>{t('export:insights.compare.when')}</Th>
            <Th number>{t('export:insights.compare.discord')}</Th>
            <Th number>{t('export:insights.compare.here')}</Th>
            <Th number>{t('export:insights.compare.observed')}</Th>
            <Th className="hidden w-1/3 sm:table-cell">
              <span className="sr-only">{title}</span>
            </Th>
          </>
        }
      >
        {intervals.map((one) => (
          <Line key={one.from} interval={one} most={most} />
        ))}
      </Table>
    </section>
  );
}

function Line({ interval, most }: { interval: ComparedInterval; most: number }) {
  const { t } = useWords();
  const format = useFormat();
  const day = (text: string) => format.date(Date.parse(text), 'UTC');
  const number = (value: number | null) =>
    value === null ? t('export:insights.compare.unknown') : format.count(value);
  const { from, to, discord, here, observed } = interval;
  return (
    <Tr marked={here !== null && observed < MARKED_UNDER}>
      <Td className="min-w-28">
        <time dateTime={from}>
          {to === from ? day(from) : t('export:insights.compare.span', { from: day(from), to: day(to) })}
        </time>
        <div className="mt-1.5 sm:hidden">
          <PairBar discord={discord} here={here} most={most} />
        </div>
      </Td>
      <Td number>{number(discord)}</Td>
      <Td number className={here === null ? 'text-ink-faint' : 'font-medium'}>
        {number(here)}
      </Td>
      <Td number className="text-ink-soft">
        {format.percent(observed)}
      </Td>
      <Td className="hidden min-w-32 align-middle sm:table-cell">
        <PairBar discord={discord} here={here} most={most} />
      </Td>
    </Tr>
  );
}
