import { Form, Link } from '@remix-run/react';
import type { Purpose } from '#core/platform/purposes.ts';
import type { RetentionClass } from '#core/privacy/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';

export interface GuildData {
  guild: { id: string; name: string };
  username: string;
  /** How much each table holds of it, with why and for how long. */
  held: { table: string; about: string; rows: number; purposes: Purpose[]; retention: RetentionClass[] }[];
  /** So many rows are told as that many and more. */
  mostCounted: number;
}

/** What is held of a guild itself, for its owner: to see, to take along, to erase. */
export function GuildDataPage({ data, mistyped }: { data: GuildData; mistyped: string | null }) {
  const { t } = useWords();
  const { guild } = data;
  return (
    <>
      <PageHead title={t('privacy-centre:guild.title')} lead={<bdi>{guild.name}</bdi>}>
        <p className="measure mt-3 text-16 text-ink-soft">{t('privacy-centre:guild.lead')}</p>
      </PageHead>
      <section aria-labelledby="held" className="mt-10 border-t border-line pt-6">
        <h2 id="held" className="text-20 font-semibold">
          {t('privacy-centre:me.held')}
        </h2>
        <Held data={data} />
      </section>
      <section aria-labelledby="export" className="mt-10 border-t border-line pt-6">
        <h2 id="export" className="text-20 font-semibold">
          {t('privacy-centre:guild.export.title')}
        </h2>
        <p className="measure mt-2 text-ink-soft">{t('privacy-centre:guild.export.body')}</p>
        <Form method="post" className="mt-4">
          <input type="hidden" name="intent" value="export" />
          <Button kind="primary">{t('privacy-centre:guild.export.button')}</Button>
        </Form>
      </section>
      <section aria-labelledby="erase" className="mt-10 border-t border-line pt-6">
        <h2 id="erase" className="text-20 font-semibold">
          {t('privacy-centre:guild.erase.title')}
        </h2>
        <div className="measure mt-2 space-y-3 text-ink-soft">
          <p>{t('privacy-centre:guild.erase.goes')}</p>
          <p>{t('privacy-centre:guild.erase.stays')}</p>
          <p>{t('privacy-centre:guild.erase.after')}</p>
        </div>
        <EraseForm username={data.username} mistyped={mistyped} />
      </section>
      <p className="mt-10 border-t border-line pt-4">
        <Link to={paths.requests} className="link">
          {t('privacy-centre:me.requests')}
        </Link>
      </p>
    </>
  );
}

function EraseForm({ username, mistyped }: { username: string; mistyped: string | null }) {
  const { t } = useWords();
  const error = mistyped === null ? undefined : t('privacy-centre:problem.confirm', { username });
  return (
    <Form method="post" className="mt-4 max-w-md space-y-4">
      <input type="hidden" name="intent" value="erase" />
      {error ? (
        <Notice tone="bad" announce title={t('ui:form.problems')}>
          <p>{error}</p>
        </Notice>
      ) : null}
      <Field
        name="confirm"
        label={t('privacy-centre:form.confirm', { username })}
        help={t('privacy-centre:form.confirmHelp')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={100}
        defaultValue={mistyped ?? ''}
        error={error}
      />
      <Button kind="danger">{t('privacy-centre:guild.erase.button')}</Button>
    </Form>
  );
}

function Held({ data: { held, mostCounted } }: { data: GuildData }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <div className="mt-3">
      <Table
        caption={t('privacy-centre:me.held')}
        head={
          <>
            <Th>{t('privacy-centre:receipt.part')}</Th>
            <Th number>{t('privacy-centre:receipt.rows')}</Th>
            <Th>{t('privacy-centre:fact.purpose')}</Th>
            <Th>{t('privacy-centre:fact.retention')}</Th>
          </>
        }
      >
        {held.map(({ table, about, rows, purposes, retention }) => (
          <Tr key={table}>
            <Td className="min-w-48">
              <bdi>{about}</bdi>
            </Td>
            <Td number>
              {rows < mostCounted ? format.count(rows) : t('privacy-centre:guild.more', { count: format.count(rows) })}
            </Td>
            <Td className="min-w-48 text-ink-soft">
              {purposes.map((purpose) => (
                <span key={purpose} className="block">
                  {t(`privacy:purpose.${purpose}`)}
                </span>
              ))}
            </Td>
            <Td className="min-w-40 text-ink-soft">
              {retention.map((one) => (
                <span key={one} className="block">
                  {t(`privacy:retention.${one}`)}
                </span>
              ))}
            </Td>
          </Tr>
        ))}
      </Table>
    </div>
  );
}
