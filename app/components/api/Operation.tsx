import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';
import { Listing } from './Listing.tsx';
import type { ApiDocsData, OperationView } from './props.ts';

const parameters = ['guildId', 'from', 'to', 'limit', 'after'] as const;

/** One address: what it takes, what it answers, and an example of both. */
export function Operation({
  kind,
  scope,
  path,
  fields,
  request,
  answer,
  limit,
}: OperationView & Pick<ApiDocsData, 'limit'>) {
  const { t } = useWords();
  const title = t(`api:operation.${kind}`);
  return (
    <section id={kind} aria-labelledby={`${kind}-title`} className="mt-12 scroll-mt-6 border-t border-line pt-6">
      <h2 id={`${kind}-title`} className="text-20 font-semibold">
        {title}
      </h2>
      <p className="mt-2">
        <code className="break-all">GET {path}</code>
      </p>
      <p className="measure mt-2 text-ink-soft">{t(`api:operationBody.${kind}`)}</p>
      <p className="mt-2 text-ink-soft">{t('api:scope', { scope })}</p>
      <h3 className="mt-5 mb-1 font-semibold">{t('api:parameters')}</h3>
      <Table
        caption={`${title}: ${t('api:parameters')}`}
        head={
          <>
            <Th>{t('api:column.name')}</Th>
            <Th>{t('api:column.meaning')}</Th>
          </>
        }
      >
        {parameters.map((name) => (
          <Tr key={name}>
            <Td>
              <code>{name}</code>
            </Td>
            <Td className="min-w-56 text-ink-soft">{t(`api:parameter.${name}`, limit)}</Td>
          </Tr>
        ))}
      </Table>
      <h3 className="mt-5 mb-1 font-semibold">{t('api:fields')}</h3>
      <Table
        caption={`${title}: ${t('api:fields')}`}
        head={
          <>
            <Th>{t('api:column.name')}</Th>
            <Th>{t('api:column.type')}</Th>
            <Th>{t('api:column.meaning')}</Th>
          </>
        }
      >
        {fields.map(({ name, type, meaning }) => (
          <Tr key={name}>
            <Td>
              <code>{name}</code>
            </Td>
            <Td>
              <code className="text-12 text-ink-soft">{type}</code>
            </Td>
            <Td className="min-w-56 text-ink-soft">{meaning}</Td>
          </Tr>
        ))}
      </Table>
      <Listing title={t('api:start.example')} text={`${request}\n\n${answer}`} />
    </section>
  );
}
