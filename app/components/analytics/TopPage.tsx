import { Link } from '@remix-run/react';
import { useEffect } from 'react';
import { topDays, topMeasures } from '#core/analytics/rules/top-members.ts';
import { RowBar } from '../charts/RowBar.tsx';
import { useAskAgain } from '../frame/use-ask-again.ts';
import { paths } from '../paths.ts';
import { classes } from '../ui/classes.ts';
import { Definition } from '../ui/Definition.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Meaning } from './Meaning.tsx';
import { NotCounted } from './NotCounted.tsx';
import type { TopData } from './props.ts';

/** Who wrote most and who was in voice longest: the only page that names members. */
export function TopPage({ data }: { data: TopData }) {
  const { t } = useWords();
  const format = useFormat();
  const { day, days } = data;
  return (
    <>
      <PageHead
        title={t('analytics:top.title')}
        lead={
          day === null ? null : (
            <span className="tabular-nums">
              {format.days(day - days + 1, day)}
              {' · '}
              {t('analytics:zone', { zone: format.zone(data.timeZone) })}
            </span>
          )
        }
      />
      {day === null && !data.premium ? <NotCounted data={data} staff={data.staff} /> : null}
      {day === null && data.premium ? (
        <EmptyState title={t('analytics:period.noneTitle')}>
          <p>{t('analytics:period.noneBody')}</p>
        </EmptyState>
      ) : null}
      {day === null ? null : <Lists data={data} />}
    </>
  );
}

function Lists({ data }: { data: TopData }) {
  const { t } = useWords();
  const waiting = topMeasures.some((measure) => data.lists[measure].some(({ name }) => name === null));
  return (
    <>
      <nav
        aria-label={t('analytics:period.choose')}
        className="mb-8 flex flex-wrap items-center gap-1 border-y border-line py-2"
      >
        {topDays.map((days) => (
          <Link
            key={days}
            to={`${paths.top(data.guild.id)}?days=${days}`}
            {...(days === data.days ? { 'aria-current': 'true' } : {})}
            className={classes(
              'inline-flex min-h-9 items-center rounded-md px-3',
              days === data.days ? 'bg-sunken font-semibold text-ink' : 'text-ink-soft hover:bg-sunken hover:text-ink',
            )}
          >
            {t(`analytics:period.length.${days}`)}
          </Link>
        ))}
      </nav>
      {waiting ? <AskForNames /> : null}
      <div className="grid grid-cols-1 gap-x-16 gap-y-10 lg:grid-cols-2">
        {topMeasures.map((measure) => (
          <List key={measure} list={data.lists[measure]} measure={measure} />
        ))}
      </div>
    </>
  );
}

const NAMES_EVERY_MS = 1_000;

/** Discord tells a few names at a time: the page asks for the rest by itself. */
function AskForNames() {
  const { t } = useWords();
  const askAgain = useAskAgain();
  useEffect(() => {
    const timer = setInterval(askAgain, NAMES_EVERY_MS);
    return () => clearInterval(timer);
  }, [askAgain]);
  return <p className="mb-6 text-ink-soft">{t('analytics:top.waiting')}</p>;
}

function List({ list, measure }: { list: TopData['lists']['messages']; measure: 'messages' | 'voice' }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t(`analytics:top.${measure}`);
  const most = list[0]?.value ?? 0;
  return (
    <section aria-labelledby={`top-${measure}`}>
      <Definition id={`top-${measure}`} className="mb-3 text-16 font-semibold" term={title}>
        <Meaning of="topMember" />
      </Definition>
      {list.length === 0 ? (
        <p className="text-ink-soft">{t('analytics:top.nobody')}</p>
      ) : (
        <ol className="space-y-2.5" aria-label={title}>
          {list.map(({ userId, name, value }) => (
            <li key={userId}>
              <div className="mb-1 flex items-baseline justify-between gap-4">
                {name === null ? (
                  <span className="truncate text-ink-faint">{t('analytics:top.noName', { id: userId })}</span>
                ) : (
                  <bdi className="truncate">{name}</bdi>
                )}
                <span className="font-medium whitespace-nowrap tabular-nums">
                  {measure === 'voice' ? format.duration(value) : format.count(value)}
                </span>
              </div>
              <RowBar parts={[{ value, ink: 'bar' }]} whole={most} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
