import { useState } from 'react';
import { type CheckedChain, checkRemote } from '#core/audit/rules.ts';
import { type HistoryDay, promiseStates } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';

export interface HistoryRow {
  number: number;
  keyId: string | null;
  hash: string;
  day: HistoryDay;
}

/** How the promises stood on earlier days, newest first, and the means to check that nobody changed it. */
export function HistoryPage({ rows, origin }: { rows: readonly HistoryRow[]; origin: string }) {
  const { t } = useWords();
  const format = useFormat();
  const newest = rows[0];
  return (
    <>
      <PageHead title={t('policies:history.title')} reading lead={t('policies:history.intro')} />
      {newest ? (
        <>
          <Check />
          <div className="mt-8">
            <Table
              caption={t('policies:history.title')}
              head={
                <>
                  <Th>{t('policies:history.day')}</Th>
                  {promiseStates.map((state) => (
                    <Th key={state} number>
                      {t(`policies:state.${state}`)}
                    </Th>
                  ))}
                  <Th number>{t('policies:history.number')}</Th>
                  <Th>{t('policies:history.key')}</Th>
                </>
              }
            >
              {rows.map(({ number, keyId, day }) => (
                <Tr key={number}>
                  <Td>{day.day}</Td>
                  {promiseStates.map((state) => (
                    <Td key={state} number>
                      {format.count(Object.values(day.states).filter((one) => one === state).length)}
                    </Td>
                  ))}
                  <Td number>{format.count(number)}</Td>
                  <Td>
                    <code>{keyId}</code>
                  </Td>
                </Tr>
              ))}
            </Table>
          </div>
          <p className="mt-6 text-12 text-ink-soft">
            {t('policies:history.newest')} <code className="break-all">{newest.hash}</code>
          </p>
        </>
      ) : (
        <p className="text-ink-soft">{t('policies:history.none')}</p>
      )}
      <p className="measure mt-4 text-ink-soft">{t('policies:history.elsewhere', { origin })}</p>
      <p className="mt-4">
        <a href={paths.trustRecords} className="link">
          {t('policies:history.json')}
        </a>
      </p>
    </>
  );
}

function Check() {
  const { t } = useWords();
  const [state, setState] = useState<CheckedChain | 'idle' | 'checking' | 'failed'>('idle');
  const check = async () => {
    setState('checking');
    try {
      setState(
        await checkRemote(async (after) => {
          const answer = await fetch(`${paths.trustRecords}?chain=promises&after=${after}`);
          if (!answer.ok) throw new Error(`the records answer ${answer.status}`);
          return answer.json();
        }),
      );
    } catch {
      setState('failed');
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button type="button" className="invisible js:visible" disabled={state === 'checking'} onClick={check}>
        {state === 'checking' ? t('policies:history.checking') : t('policies:history.check')}
      </Button>
      <p role="status" className="min-w-0">
        {typeof state === 'object' ? <Result checked={state} /> : null}
        {state === 'failed' ? <span className="text-bad">{t('policies:history.failed')}</span> : null}
      </p>
    </div>
  );
}

function Result({ checked: { records, findings } }: { checked: CheckedChain }) {
  const { t } = useWords();
  const [first] = findings;
  if (!first) return <span className="text-good">{t('policies:history.whole', { count: records })}</span>;
  return (
    <span className="text-bad">
      {t('policies:history.faulty', { number: first.number, fault: t(`policies:history.fault.${first.fault}`) })}
    </span>
  );
}
