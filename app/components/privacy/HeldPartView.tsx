import type { ReactNode } from 'react';
import { columnKey, tableKey } from '#core/i18n/held-words.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';
import { HeldValue } from './HeldValue.tsx';
import type { HeldPart } from './held-props.ts';

/** One part of what is held: its name and size at first sight, the rest a click away. */
export function HeldPartView({ part }: { part: HeldPart }) {
  const { t } = useWords();
  return (
    <details className="group border-b border-line">
      <summary className="-mx-2 flex min-h-11 flex-wrap items-baseline gap-x-4 rounded-sm px-2 py-2.5 hover:bg-sunken">
        <span
          aria-hidden="true"
          className="inline-block text-ink-faint transition-transform group-open:rotate-90 motion-reduce:transition-none"
        >
          ›
        </span>
        <span className="min-w-0 flex-1 font-medium">
          <PartName part={part} />
        </span>
        <span className="text-ink-soft tabular-nums">{t('privacy-centre:me.entries', { count: part.total })}</span>
      </summary>
      <div className="pt-1 pb-6 ps-5">
        <Facts part={part} />
        <Rows part={part} />
      </div>
    </details>
  );
}

export function PartName({ part }: { part: HeldPart }) {
  const { t } = useWords();
  const key = tableKey(part.table);
  return key === null ? <bdi>{part.about}</bdi> : t(`privacy-centre:part.${key}`);
}

function Facts({ part }: { part: HeldPart }) {
  const { t } = useWords();
  return (
    <dl className="space-y-2">
      <Fact term={t('privacy-centre:fact.source')} values={part.sources.map((one) => t(`privacy:source.${one}`))} />
      <Fact
        term={t('privacy-centre:fact.purpose')}
        values={part.purposes.map(({ purpose, basis }) => (
          <>
            {t(`privacy:purpose.${purpose}`)}
            <span className="block text-12 text-ink-faint">{t(`privacy:basis.${basis}`)}</span>
          </>
        ))}
      />
      <Fact
        term={t('privacy-centre:fact.retention')}
        values={part.retention.map((one) => t(`privacy:retention.${one}`))}
      />
      <Fact term={t('privacy-centre:fact.recipients')} values={[t(`privacy:recipients.${part.recipients}`)]} />
      <Fact term={t('privacy-centre:fact.erase')} values={part.erase.map((one) => t(`ui:privacy.eraseRule.${one}`))} />
    </dl>
  );
}

function Fact({ term, values }: { term: string; values: readonly ReactNode[] }) {
  return (
    <div className="grid gap-x-8 gap-y-1 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <dt className="text-ink-faint">{term}</dt>
      {values.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values of a register stay in their order.
        <dd key={at} className="measure sm:col-start-2">
          {value}
        </dd>
      ))}
    </div>
  );
}

function Rows({ part }: { part: HeldPart }) {
  const { t } = useWords();
  const key = tableKey(part.table);
  return (
    <div className="mt-4">
      <Table
        caption={key === null ? part.about : t(`privacy-centre:part.${key}`)}
        head={part.columns.map((column) => (
          <Th key={column}>
            <ColumnName column={column} />
          </Th>
        ))}
      >
        {part.rows.map((cells, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id that all tables share, and stay in their order.
          <Tr key={at}>
            {cells.map((cell, place) => (
              <Td key={part.columns[place]} className="max-w-80 min-w-24">
                <HeldValue cell={cell} />
              </Td>
            ))}
          </Tr>
        ))}
      </Table>
      {part.total > part.rows.length ? (
        <p className="mt-2 text-12 text-ink-soft">
          {t('privacy-centre:me.newest', { count: part.rows.length, total: part.total })}
        </p>
      ) : null}
    </div>
  );
}

function ColumnName({ column }: { column: string }) {
  const { t } = useWords();
  const key = columnKey(column);
  return key === null ? <code>{column}</code> : t(`privacy-centre:column.${key}`);
}
