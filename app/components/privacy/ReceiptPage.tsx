import { useState } from 'react';
import { tableKey } from '#core/i18n/held-words.ts';
import { type CheckedReceipt, checkReceipt } from '#core/privacy/rules.ts';
import type { ReceiptBody } from '#core/privacy/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { RequestName } from './RequestsPage.tsx';

export interface ReceiptData {
  body: ReceiptBody;
  /** Of the record in the chain of receipts. */
  number: number;
  keyId: string | null;
  hash: string;
}

/** What was done, what stays and why, and the means to check it without trusting this page. Names nobody. */
export function ReceiptPage({ receipt: { body, number, keyId, hash } }: { receipt: ReceiptData }) {
  const { t } = useWords();
  const format = useFormat();
  const when = (iso: string) => format.moment(Date.parse(iso), 'UTC');
  const counts = Object.entries(body.counts);
  return (
    <>
      <PageHead
        back={[paths.request(body.requestId), t('privacy-centre:back.request')]}
        title={t('privacy-centre:receipt.title')}
        reading
        lead={
          <>
            <RequestName request={body} />.{' '}
            {t('privacy-centre:receipt.lead', { asked: when(body.askedAt), finished: when(body.finishedAt) })}
          </>
        }
      >
        {body.reason ? <p className="measure mt-2">{t(`privacy-centre:reason.${body.reason}.title`)}</p> : null}
      </PageHead>
      {counts.length > 0 ? (
        <section aria-labelledby="counts" className="mt-8">
          <h2 id="counts" className="text-16 font-semibold">
            {t(body.right === 'erase' ? 'privacy-centre:receipt.erased' : 'privacy-centre:receipt.counts')}
          </h2>
          <div className="mt-2 max-w-2xl">
            <Table
              caption={t('privacy-centre:receipt.counts')}
              head={
                <>
                  <Th>{t('privacy-centre:receipt.part')}</Th>
                  <Th number>{t('privacy-centre:receipt.rows')}</Th>
                </>
              }
            >
              {counts.map(([table, rows]) => (
                <Tr key={table}>
                  <Td>
                    <TableName table={table} />
                  </Td>
                  <Td number>{format.count(rows)}</Td>
                </Tr>
              ))}
            </Table>
          </div>
        </section>
      ) : null}
      {body.left === null ? null : (
        <p className="measure mt-4">{t('privacy-centre:receipt.left', { count: body.left })}</p>
      )}
      <Kept body={body} />
      {body.file ? (
        <p className="measure mt-4 text-ink-soft">
          {t('privacy-centre:receipt.file', { size: format.kilobytes(body.file.bytes) })}{' '}
          <code className="text-12 break-all">{body.file.sha256}</code>
        </p>
      ) : null}
      <section aria-labelledby="check" className="mt-10 border-t border-line pt-6">
        <h2 id="check" className="text-20 font-semibold">
          {t('privacy-centre:receipt.check')}
        </h2>
        <p className="measure mt-2 text-ink-soft">{t('privacy-centre:receipt.checkBody')}</p>
        <Check requestId={body.requestId} />
        <dl className="mt-4 grid max-w-3xl gap-x-8 gap-y-1 text-12 text-ink-soft sm:grid-cols-[8rem_minmax(0,1fr)]">
          <dt>{t('policies:history.number')}</dt>
          <dd>{format.count(number)}</dd>
          <dt>{t('policies:history.key')}</dt>
          <dd>
            <code>{keyId}</code>
          </dd>
          <dt>{t('privacy-centre:receipt.hash')}</dt>
          <dd>
            <code className="break-all">{hash}</code>
          </dd>
        </dl>
        <p className="mt-4">
          <a href={paths.receiptFile(body.requestId)} className="link">
            {t('privacy-centre:receipt.json')}
          </a>
        </p>
        <p className="measure mt-2 text-ink-soft">{t('privacy-centre:receipt.elsewhere')}</p>
      </section>
    </>
  );
}

function TableName({ table }: { table: string }) {
  const { t } = useWords();
  const key = tableKey(table);
  return key === null ? <code>{table}</code> : t(`privacy-centre:part.${key}`);
}

function Kept({ body: { kept, right, of } }: { body: ReceiptBody }) {
  const { t } = useWords();
  const format = useFormat();
  if (right !== 'erase') return null;
  if (kept.length === 0) return <p className="measure mt-4">{t('privacy-centre:receipt.nothingKept')}</p>;
  return (
    <section aria-labelledby="kept" className="mt-8">
      <h2 id="kept" className="text-16 font-semibold">
        {t('privacy-centre:receipt.kept')}
      </h2>
      <div className="mt-2 max-w-3xl">
        <Table
          caption={t('privacy-centre:receipt.kept')}
          head={
            <>
              <Th>{t('privacy-centre:receipt.part')}</Th>
              <Th number>{t('privacy-centre:receipt.rows')}</Th>
              <Th>{t('privacy-centre:receipt.duty')}</Th>
              <Th>{t('privacy-centre:receipt.until')}</Th>
            </>
          }
        >
          {kept.map(({ table, rows, duty, until }) => (
            <Tr key={`${table} ${duty}`}>
              <Td>
                <TableName table={table} />
              </Td>
              <Td number>{format.count(rows)}</Td>
              <Td>{t(`privacy:duty.${duty}`)}</Td>
              <Td>
                {until === null ? (
                  t(of === 'guild' ? 'privacy-centre:receipt.noDay' : 'privacy-centre:receipt.untilYou')
                ) : (
                  <time dateTime={until}>{format.date(Date.parse(until), 'UTC')}</time>
                )}
              </Td>
            </Tr>
          ))}
        </Table>
      </div>
    </section>
  );
}

function Check({ requestId }: { requestId: string }) {
  const { t } = useWords();
  const [state, setState] = useState<CheckedReceipt | 'idle' | 'checking' | 'failed'>('idle');
  const check = async () => {
    setState('checking');
    try {
      const answer = await fetch(paths.receiptFile(requestId));
      if (!answer.ok) throw new Error(`the receipt answers ${answer.status}`);
      setState(await checkReceipt(await answer.json()));
    } catch {
      setState('failed');
    }
  };
  const fault = typeof state === 'object' ? state.findings[0]?.fault : undefined;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button type="button" className="invisible js:visible" disabled={state === 'checking'} onClick={check}>
        {t(state === 'checking' ? 'policies:history.checking' : 'policies:history.check')}
      </Button>
      <p role="status" className="min-w-0">
        {fault ? (
          <span className="text-bad">
            {t('privacy-centre:receipt.faulty', { fault: t(`policies:history.fault.${fault}`) })}
          </span>
        ) : typeof state === 'object' ? (
          <span className="text-good">{t('privacy-centre:receipt.whole')}</span>
        ) : state === 'failed' ? (
          <span className="text-bad">{t('policies:history.failed')}</span>
        ) : null}
      </p>
    </div>
  );
}
