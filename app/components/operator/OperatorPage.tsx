import { useNavigation } from '@remix-run/react';
import { useEffect } from 'react';
import { useAskAgain } from '../frame/use-ask-again.ts';
import { paths } from '../paths.ts';
import { RetentionTable } from '../privacy/Retention.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Accounts } from './Accounts.tsx';
import { Alerts } from './Alerts.tsx';
import { Clusters } from './Clusters.tsx';
import { Gaps } from './Gaps.tsx';
import { Grants } from './Grants.tsx';
import type { OperatorData } from './props.ts';
import { Reversals } from './Reversals.tsx';
import { Shards } from './Shards.tsx';
import { Summary } from './Summary.tsx';

const REFRESH_MS = 5_000;

/** How the bot is doing, and what staff may decide. Reads itself again while it is in sight. */
export function OperatorPage({ gateway, grants, reversals, suspended, retention, ...forms }: OperatorData) {
  const { t } = useWords();
  const format = useFormat();
  const { state } = useNavigation();
  const nowMs = gateway.at.getTime();
  return (
    <>
      <PageHead
        title={t('operator:title')}
        lead={t('operator:lead')}
        links={[[paths.governance, t('operator:governance.link')]]}
        beside={
          <p className="text-12 text-ink-soft tabular-nums">
            {t('operator:asOf', { time: format.timeExact(nowMs, 'UTC') })}
            <span className="hidden js:inline"> · {t('operator:refreshes')}</span>
          </p>
        }
      />
      <Refresh key={`${nowMs} ${state}`} />
      <div className="space-y-8">
        <Alerts alerts={gateway.alerts} />
        <Summary gateway={gateway} />
        <Clusters clusters={gateway.clusters} nowMs={nowMs} />
        <Shards shards={gateway.shards} />
        <Gaps gaps={gateway.gaps} nowMs={nowMs} />
        <Section id="retention" title={t('privacy:table.title')}>
          <RetentionTable readings={retention} caption={t('privacy:table.title')} />
        </Section>
        <Grants grants={grants} {...forms} />
        <Reversals reversals={reversals} />
        <Accounts suspended={suspended} {...forms} />
      </div>
    </>
  );
}

/**
 * Reads the page again after a while, once: one reading at a time, however slow. A new one begins with what was read, and
 * with a form, which breaks a reading off for good.
 */
function Refresh() {
  const askAgain = useAskAgain();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(() => {
        if (document.hidden || !askAgain()) wait();
      }, REFRESH_MS);
    };
    wait();
    return () => clearTimeout(timer);
  }, [askAgain]);
  return null;
}
