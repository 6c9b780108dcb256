import type { ReactNode } from 'react';
import { type DefinitionKey, MARKED_UNDER } from '#core/analytics/rules.ts';
import { Definition } from '../ui/Definition.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Meaning } from './Meaning.tsx';
import { PeriodRange } from './PeriodRange.tsx';
import type { PeriodData } from './props.ts';
import { Stat } from './Stat.tsx';

/** One figure of a period beside the period before. */
export function PeriodStat({
  data,
  term,
  definition,
  value,
  before,
  observed,
  observedBefore,
  unit = 'count',
  isDifference = false,
  children,
}: {
  data: PeriodData;
  term: string;
  definition: DefinitionKey;
  /** Null where it is not known. */
  value: number | null;
  before: number | null;
  /** Observed shares of the two periods, 0 to 1: nothing is compared where one is short. */
  observed: number;
  observedBefore: number;
  unit?: 'count' | 'duration';
  /** May be negative and is written with its sign; a percentage of it would say nothing. */
  isDifference?: boolean;
  children?: ReactNode;
}) {
  const { t } = useWords();
  const format = useFormat();
  const exact = (number: number) =>
    isDifference ? format.signed(number) : unit === 'duration' ? format.duration(number) : format.count(number);
  const shown = value === null ? null : unit === 'duration' ? value : Math.round(value);
  const glance =
    shown === null
      ? t('analytics:hours.notKnown')
      : isDifference
        ? exact(shown)
        : unit === 'duration'
          ? format.duration(shown)
          : format.glance(shown);
  const comparable =
    shown !== null && before !== null && observed >= MARKED_UNDER && observedBefore >= MARKED_UNDER ? before : null;
  return (
    <Stat
      term={
        <Definition className="text-14 font-medium text-ink-soft" term={term}>
          <Meaning of={definition} />
          <PeriodRange data={data} />
        </Definition>
      }
      value={glance}
      exact={shown !== null && exact(shown) !== glance ? t('analytics:figure.exact', { value: exact(shown) }) : null}
      coverage={
        shown !== null && observed < MARKED_UNDER
          ? t('analytics:coverage.atLeast', { share: format.percent(observed) })
          : null
      }
      change={
        comparable !== null && shown !== null ? (
          <Change now={shown} before={comparable} exact={exact} isDifference={isDifference} />
        ) : null
      }
    >
      {children}
    </Stat>
  );
}

function Change({
  now,
  before,
  exact,
  isDifference,
}: {
  now: number;
  before: number;
  exact: (value: number) => string;
  isDifference: boolean;
}) {
  const { t } = useWords();
  const format = useFormat();
  if (isDifference || before === 0) return <p>{t('analytics:period.pointBefore', { value: exact(before) })}</p>;
  const note = t('analytics:period.note', { now: exact(now), before: exact(before) });
  if (format.change(now, before) === format.change(1, 1)) return <p title={note}>{t('analytics:period.same')}</p>;
  return (
    <p title={note}>
      <span className="font-semibold text-ink">{format.change(now, before)}</span>{' '}
      {now > before ? t('analytics:period.more') : t('analytics:period.less')}
    </p>
  );
}
