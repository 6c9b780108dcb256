import type { CohortRow, CohortWeek } from '#core/analytics/rules/cohorts.ts';
import { SUPPRESSED_UNDER } from '#core/analytics/rules.ts';
import { Definition } from '../ui/Definition.tsx';
import { Table, Th } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { InviteSources } from './InviteSources.tsx';
import { Meaning } from './Meaning.tsx';
import { PeriodPage } from './PeriodPage.tsx';
import { PeriodRange } from './PeriodRange.tsx';
import type { RetentionData } from './props.ts';
import { Stat } from './Stat.tsx';
import { StatRow } from './StatRow.tsx';

const parts = [
  { week: 'week1', of: 'stayed' },
  { week: 'week1', of: 'active' },
  { week: 'week4', of: 'stayed' },
  { week: 'week4', of: 'active' },
] as const;

/** What became of those who joined, by the week in which they did and by what they came through. */
export function RetentionPage({ data }: { data: RetentionData }) {
  const { t } = useWords();
  const title = t('analytics:cohort.title');
  return (
    <PeriodPage data={data} page="retention">
      <StatRow>
        {parts.map((part) => (
          <Pooled key={`${part.week}-${part.of}`} data={data} part={part} />
        ))}
      </StatRow>
      <section aria-labelledby="cohorts" className="border-t border-line pt-8">
        <Definition id="cohorts" className="mb-3 text-16 font-semibold" term={title}>
          <Meaning of="retention" />
          <PeriodRange data={data} />
        </Definition>
        <Table
          caption={title}
          head={
            <>
              <Th>{t('analytics:cohort.joinedIn')}</Th>
              <Th number>{t('analytics:cohort.joined')}</Th>
              {parts.map(({ week, of }) => (
                <Th key={`${week}-${of}`} number>
                  {t(`analytics:cohort.${week}_${of}`)}
                </Th>
              ))}
            </>
          }
        >
          {data.cohorts.map((cohort) => (
            <Cohort key={cohort.week} cohort={cohort} />
          ))}
        </Table>
        <p className="measure mt-3 text-12 text-ink-faint">{t('analytics:cohort.note', { count: SUPPRESSED_UNDER })}</p>
      </section>
      <InviteSources data={data} />
    </PeriodPage>
  );
}

/** Over all weeks that are known, each person once. */
function Pooled({ data, part: { week, of } }: { data: RetentionData; part: (typeof parts)[number] }) {
  const { t } = useWords();
  const format = useFormat();
  const known = data.cohorts.flatMap((cohort) => {
    const part = cohort[week];
    return part.state === 'known' && cohort.joined !== null ? [{ joined: cohort.joined, count: part[of] }] : [];
  });
  const joined = known.reduce((sum, one) => sum + one.joined, 0);
  const count = known.reduce((sum, one) => sum + one.count, 0);
  return (
    <Stat
      term={
        <Definition className="text-14 font-medium text-ink-soft" term={t(`analytics:cohort.${week}_${of}`)}>
          <Meaning of="retention" />
          <PeriodRange data={data} />
        </Definition>
      }
      value={joined === 0 ? t('analytics:cohort.notYet') : format.percent(count / joined)}
      exact={null}
      coverage={null}
    >
      {joined === 0 ? null : t('analytics:cohort.of', { part: format.count(count), count: joined })}
    </Stat>
  );
}

function Cohort({ cohort }: { cohort: CohortRow }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <tr className="border-b border-line">
      <th scope="row" className="py-2 pe-4 font-normal whitespace-nowrap">
        {format.days(cohort.week, cohort.week + 6)}
      </th>
      <td className="py-2 pe-4 text-end whitespace-nowrap">
        {cohort.joined === null ? <Unsaid of={cohort.week1} /> : t('analytics:cohort.n', { count: cohort.joined })}
      </td>
      {parts.map(({ week, of }) => (
        <Cell key={`${week}-${of}`} part={cohort[week]} of={of} joined={cohort.joined} />
      ))}
    </tr>
  );
}

/** Four steps of shade, so that a column is read at a glance; the number stands on it. */
const shades = ['cohort-1', 'cohort-2', 'cohort-3', 'cohort-4'] as const;

function Cell({ part, of, joined }: { part: CohortWeek; of: 'stayed' | 'active'; joined: number | null }) {
  const { t } = useWords();
  const format = useFormat();
  const look = 'min-w-24 border-s border-paper py-2 pe-4 text-end last:pe-2';
  if (part.state !== 'known' || joined === null)
    return (
      <td className={look}>
        <Unsaid of={part} />
      </td>
    );
  const share = part[of] / joined;
  const shade = shades[Math.min(shades.length - 1, Math.floor(share * shades.length))] ?? shades[0];
  return (
    <td
      className={`${look} ${shade}`}
      title={t('analytics:cohort.of', { part: format.count(part[of]), count: joined })}
    >
      {format.percent(share)}
    </td>
  );
}

/** Why there is no number. */
function Unsaid({ of }: { of: CohortWeek }) {
  const { t } = useWords();
  if (of.state === 'known') return null;
  const words = {
    'not-yet': t('analytics:cohort.notYet'),
    few: t('analytics:cohort.few', { count: SUPPRESSED_UNDER }),
    unobserved: t('analytics:hours.notKnown'),
  }[of.state];
  return <span className="text-12 whitespace-nowrap text-ink-faint">{words}</span>;
}
