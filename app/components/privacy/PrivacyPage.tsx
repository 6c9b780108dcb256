import { Link } from '@remix-run/react';
import type { Purpose } from '#core/platform/purposes.ts';
import type { RetentionReading } from '#core/privacy/rules/retention-readings.ts';
import { basisOf, type InterestedPurpose, type PlacedColumn, type StoreEntry } from '#core/privacy/schema.ts';
import { paths } from '../paths.ts';
import { PolicyLinks } from '../policies/PolicyLinks.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';
import type { PrivacyPurpose, PrivacyTable } from './purposes.ts';
import { RetentionTable } from './Retention.tsx';

/** What is kept about people: in short, then column by column, as the register has it. */
export function PrivacyPage({
  purposes,
  uses,
  stores,
  readings,
}: {
  purposes: readonly PrivacyPurpose[];
  /** Places outside the database. */
  stores: readonly StoreEntry[];
  /** How often the database was asked for something about people for each, on this day. */
  uses: Readonly<Record<Purpose, number>>;
  /** What was last measured of how long things are kept. */
  readings: readonly RetentionReading[];
}) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('ui:privacy.title')} reading lead={t('ui:privacy.lead')}>
        <p className="measure mt-3 text-16">
          <a href={paths.me} className="link">
            {t('ui:privacy.own')}
          </a>
          <span className="block text-14 text-ink-soft">{t('ui:privacy.ownNote')}</span>
        </p>
        <p className="mt-3">
          <Link to={paths.ownAi} className="link">
            {t('ai:own.link')}
          </Link>
        </p>
        <div className="mt-2">
          <PolicyLinks />
        </div>
      </PageHead>
      <section className="mt-10 border-t border-line pt-6">
        <h2 className="text-20 font-semibold">{t('ui:privacy.shortTitle')}</h2>
        <ul className="measure mt-3 space-y-2 text-16">
          {(['counts', 'notRead', 'gone', 'where'] as const).map((line) => (
            <li key={line}>{t(`ui:privacy.${line}`)}</li>
          ))}
        </ul>
      </section>
      <nav aria-label={t('ui:privacy.contents')} className="mt-10 border-t border-line pt-6">
        <h2 className="text-20 font-semibold">{t('ui:privacy.contents')}</h2>
        <ul className="mt-3 space-y-1 text-16">
          {purposes.map(({ purpose, tables }) => (
            <li key={purpose}>
              <a href={`#${purpose}`} className="link">
                {t(`privacy:purpose.${purpose}`)}
              </a>{' '}
              {tables.length > 0 ? (
                <span className="text-14 text-ink-faint tabular-nums">
                  {t('ui:privacy.entries', { count: tables.reduce((sum, one) => sum + one.columns.length, 0) })}
                </span>
              ) : null}
            </li>
          ))}
          <li>
            <a href="#retention" className="link">
              {t('privacy:table.title')}
            </a>
          </li>
          {stores.length > 0 ? (
            <li>
              <a href="#stores" className="link">
                {t('ui:privacy.stores')}
              </a>
            </li>
          ) : null}
        </ul>
      </nav>
      {purposes.map(({ purpose, tables }) => (
        <section key={purpose} id={purpose} className="mt-12 scroll-mt-6">
          <h2 className="text-20 font-semibold">{t(`privacy:purpose.${purpose}`)}</h2>
          <p className="measure mt-2 text-ink-soft">
            {t(`privacy:basis.${basisOf[purpose]}`)}
            {hasInterest(purpose) ? ` ${t(`privacy:interest.${purpose}`)}` : null}
            {tables.length === 0 ? ` ${t('ui:privacy.reachesAll')}` : null}
          </p>
          <p className="mt-1 text-14 text-ink-faint tabular-nums">{t('ui:privacy.asked', { count: uses[purpose] })}</p>
          {tables.map((table) => (
            <TableOf key={table.table} table={table} purpose={t(`privacy:purpose.${purpose}`)} />
          ))}
        </section>
      ))}
      <section id="retention" className="mt-12 scroll-mt-6">
        <h2 className="text-20 font-semibold">{t('privacy:table.title')}</h2>
        <p className="measure mt-2 text-ink-soft">{t('privacy:table.lead')}</p>
        <div className="mt-3">
          <RetentionTable readings={readings} caption={t('privacy:table.title')} />
        </div>
      </section>
      {stores.length > 0 ? <Stores stores={stores} /> : null}
    </>
  );
}

function hasInterest(purpose: Purpose): purpose is InterestedPurpose {
  return basisOf[purpose] === 'legitimate-interests';
}

function TableOf({ table, purpose }: { table: PrivacyTable; purpose: string }) {
  const { t } = useWords();
  return (
    <details className="border-b border-line first-of-type:mt-3">
      <summary className="min-h-9 cursor-pointer py-2 font-semibold">{table.about}</summary>
      <Table
        caption={`${purpose}. ${table.about}`}
        head={
          <>
            <Th className="w-[38%]">{t('ui:privacy.column')}</Th>
            <Th className="w-[12%]">{t('ui:privacy.source')}</Th>
            <Th className="w-[24%]">{t('ui:privacy.kept')}</Th>
            <Th className="w-[26%]">{t('ui:privacy.erase')}</Th>
          </>
        }
      >
        {table.columns.map((column) => (
          <Row key={column.column} column={column} />
        ))}
      </Table>
    </details>
  );
}

function Row({ column }: { column: PlacedColumn }) {
  const { t } = useWords();
  return (
    <Tr>
      <Td className="min-w-48">
        <code className="font-sans font-medium">{column.column}</code>
        {column.holds ? <span className="block text-ink-soft">{column.holds}</span> : null}
      </Td>
      <Td className="min-w-24 text-ink-soft">{t(`privacy:source.${column.source}`)}</Td>
      <Td className="min-w-40 text-ink-soft">{t(`privacy:retention.${column.retention}`)}</Td>
      <Td className="min-w-40 text-ink-soft">{t(`ui:privacy.eraseRule.${column.erase}`)}</Td>
    </Tr>
  );
}

function Stores({ stores }: { stores: readonly StoreEntry[] }) {
  const { t } = useWords();
  return (
    <section id="stores" className="mt-12 scroll-mt-6">
      <h2 className="text-20 font-semibold">{t('ui:privacy.stores')}</h2>
      <div className="mt-3">
        <Table
          caption={t('ui:privacy.stores')}
          head={
            <>
              <Th>{t('ui:privacy.place')}</Th>
              <Th>{t('ui:privacy.what')}</Th>
              <Th>{t('ui:privacy.kept')}</Th>
              <Th>{t('ui:privacy.erase')}</Th>
            </>
          }
        >
          {stores.map((store) => (
            <Tr key={`${store.kind} ${store.name}`}>
              <Td className="min-w-40">
                <span className="font-medium">{store.name}</span>
                <span className="block text-ink-faint">{t(`ui:privacy.kind.${store.kind}`)}</span>
              </Td>
              <Td className="min-w-56 text-ink-soft">{store.holds}</Td>
              <Td className="min-w-40 text-ink-soft">{t(`privacy:retention.${store.retention}`)}</Td>
              <Td className="min-w-40 text-ink-soft">{t(`ui:privacy.eraseRule.${store.erase}`)}</Td>
            </Tr>
          ))}
        </Table>
      </div>
    </section>
  );
}
