import { Form, Link } from '@remix-run/react';
import type { PolicyId } from '#core/policies/rules/policy-ids.ts';
import type { VersionHead } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { inputLook } from '../ui/Field.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';
import { useDay } from './use-day.ts';

interface VersionRow extends VersionHead {
  /** Hexadecimal. */
  hash: string;
}

/** Every version of a policy, newest first, and the form that lays two side by side. */
export function VersionsPage({ policy, versions }: { policy: PolicyId; versions: readonly VersionRow[] }) {
  const { t } = useWords();
  const day = useDay();
  const title = t('policies:versions.title', { policy: t(`policies:text.other.${policy}`) });
  return (
    <>
      <PageHead
        title={title}
        reading
        lead={t('policies:versions.intro')}
        links={[[paths.policy(policy), t('policies:text.current')]]}
      />
      <Table
        caption={title}
        head={
          <>
            <Th>{t('policies:versions.number')}</Th>
            <Th>{t('policies:versions.date')}</Th>
            <Th>{t('policies:versions.effective')}</Th>
            <Th>{t('policies:versions.summary')}</Th>
            <Th>{t('policies:versions.hash')}</Th>
          </>
        }
      >
        {versions.map(({ number, date, effective, summary, hash }) => (
          <Tr key={number}>
            <Td>
              <Link
                to={paths.policyVersion(policy, number)}
                className="link"
                aria-label={t('policies:versions.read', { number })}
              >
                {number}
              </Link>
            </Td>
            <Td className="whitespace-nowrap">{day(date)}</Td>
            <Td className="whitespace-nowrap">{day(effective)}</Td>
            <Td className="min-w-56" lang="en">
              {summary}
            </Td>
            <Td className="min-w-40">
              <code className="break-all text-12">{hash}</code>
            </Td>
          </Tr>
        ))}
      </Table>
      <section aria-labelledby="compare" className="mt-10">
        <h2 id="compare" className="text-20 font-semibold">
          {t('policies:versions.compare')}
        </h2>
        {versions.length > 1 ? (
          <Form method="get" action={paths.policyCompare(policy)} className="mt-3 flex flex-wrap items-end gap-4">
            <Choice name="from" label={t('policies:versions.from')} versions={versions} chosen={versions[1]?.number} />
            <Choice name="to" label={t('policies:versions.to')} versions={versions} chosen={versions[0]?.number} />
            <Button>{t('policies:versions.compareVerb')}</Button>
          </Form>
        ) : (
          <p className="mt-3 text-ink-soft">{t('policies:versions.only')}</p>
        )}
      </section>
    </>
  );
}

function Choice({
  name,
  label,
  versions,
  chosen,
}: {
  name: string;
  label: string;
  versions: readonly VersionRow[];
  chosen: number | undefined;
}) {
  return (
    <label className="block">
      <span className="mb-1 block font-medium">{label}</span>
      <select name={name} defaultValue={chosen} className={inputLook}>
        {versions.map(({ number }) => (
          <option key={number}>{number}</option>
        ))}
      </select>
    </label>
  );
}
