import { Link } from '@remix-run/react';
import type { PromiseStanding } from '#core/policies/schema.ts';
import { type PromiseState, promiseGroups, promiseStates } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { classes } from '../ui/classes.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { PolicyLinks } from './PolicyLinks.tsx';

const inks: Readonly<Record<PromiseState, string>> = {
  kept: 'text-good',
  degraded: 'text-caution',
  broken: 'text-bad',
  stale: 'text-caution',
  attested: 'text-good',
  'not-yet': 'text-ink-faint',
};

/** Every promise with its state now, by subject; `only` shows those of one state. */
export function TrustPage({ standing, only }: { standing: readonly PromiseStanding[]; only: PromiseState | null }) {
  const { t } = useWords();
  const counts = promiseStates.map((state) => ({ state, count: standing.filter((one) => one.state === state).length }));
  const shown = standing.filter((one) => only === null || one.state === only);
  return (
    <>
      <PageHead title={t('policies:trust.title')} reading lead={t('policies:trust.intro')}>
        <div className="mt-2">
          <PolicyLinks />
        </div>
      </PageHead>
      <nav aria-label={t('policies:trust.filter')} className="border-y border-line py-2">
        <ul className="-mx-3 flex flex-wrap gap-1">
          <FilterLink
            href={paths.trust}
            label={t('policies:trust.all')}
            count={standing.length}
            current={only === null}
          />
          {counts
            .filter(({ count }) => count > 0)
            .map(({ state, count }) => (
              <FilterLink
                key={state}
                href={`${paths.trust}?state=${state}`}
                label={t(`policies:state.${state}`)}
                count={count}
                current={only === state}
              />
            ))}
        </ul>
      </nav>
      {only ? <p className="mt-4 text-ink-soft">{t(`policies:meaning.${only}`)}</p> : null}
      {promiseGroups.map((group) => {
        const listed = shown.filter(({ entry }) => entry.group === group);
        return listed.length === 0 ? null : (
          <section key={group} aria-labelledby={`group-${group}`} className="mt-10">
            <h2 id={`group-${group}`} className="text-20 font-semibold">
              {t(`promises:group.${group}`)}
            </h2>
            <ul className="mt-3 border-t border-line">
              {listed.map((one) => (
                <PromiseRow key={one.id} standing={one} />
              ))}
            </ul>
          </section>
        );
      })}
      <p className="mt-10 flex flex-wrap gap-x-6 gap-y-2 border-t border-line pt-4">
        <Link to={paths.trustHistory} className="link">
          {t('policies:trust.history')}
        </Link>
        <Link to={paths.incidents} className="link">
          {t('policies:incidents.link')}
        </Link>
        <a href={paths.promisesJson} className="link">
          {t('policies:trust.json')}
        </a>
      </p>
    </>
  );
}

function FilterLink({ href, label, count, current }: { href: string; label: string; count: number; current: boolean }) {
  const format = useFormat();
  return (
    <li>
      <a
        href={href}
        {...(current ? { 'aria-current': 'true' } : {})}
        className={classes(
          'inline-flex min-h-9 items-center gap-2 rounded-md px-3',
          current ? 'bg-sunken font-semibold text-ink' : 'text-ink-soft hover:bg-sunken hover:text-ink',
        )}
      >
        {label}
        <span className="font-normal text-ink-faint tabular-nums">{format.count(count)}</span>
      </a>
    </li>
  );
}

function PromiseRow({ standing: { id, entry, state, facts, readAtMs, attestation } }: { standing: PromiseStanding }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <li id={id} className="scroll-mt-6 border-b border-line py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="measure min-w-0 text-16">{t(`promises:${id}`)}</p>
        <p className={classes('text-14 font-medium whitespace-nowrap', inks[state])}>{t(`policies:state.${state}`)}</p>
      </div>
      {'awaits' in entry ? (
        <p className="mt-1 text-12 text-ink-faint">{t(`policies:awaits.${entry.awaits}`)}</p>
      ) : (
        <details className="mt-1 text-12 text-ink-soft">
          <summary className="inline-block rounded-sm underline decoration-dotted underline-offset-4 hover:text-ink">
            {entry.kind === 'attested'
              ? attestation
                ? t('policies:trust.vouched', { until: format.date(attestation.expiresAtMs, 'UTC') })
                : t('policies:trust.unvouched')
              : readAtMs === null
                ? t('policies:trust.never')
                : t('policies:trust.read', { when: format.moment(readAtMs, 'UTC') })}
          </summary>
          <dl className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1">
            {Object.entries(facts ?? {}).map(([name, fact]) => (
              <FactRow key={name} term={t(`policies:fact.${name}` as 'policies:fact.found')}>
                {typeof fact === 'number' ? format.count(fact) : typeof fact === 'string' ? fact : fact.join(', ')}
              </FactRow>
            ))}
            <FactRow term={t('policies:trust.mechanism')}>{entry.mechanism.join(', ')}</FactRow>
            <FactRow term={t('policies:trust.tests')}>{entry.tests.join(', ')}</FactRow>
          </dl>
        </details>
      )}
    </li>
  );
}

function FactRow({ term, children }: { term: string; children: string }) {
  return (
    <>
      <dt className="text-ink-faint">{term}</dt>
      <dd className="min-w-0 break-words tabular-nums">{children}</dd>
    </>
  );
}
