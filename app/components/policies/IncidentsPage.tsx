import { type Incident, incidentAudiences } from '#core/policies/schema.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';

/** What happened to data here, and who was told of it when. */
export function IncidentsPage({ incidents }: { incidents: readonly Incident[] }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('policies:incidents.title');
  return (
    <>
      <header>
        <h1 className="text-28 font-semibold">{title}</h1>
        <p className="measure mt-3 text-16 text-ink-soft">{t('policies:incidents.intro')}</p>
      </header>
      <div className="mt-8">
        {incidents.length === 0 ? (
          <p className="text-ink-soft">{t('policies:incidents.none')}</p>
        ) : (
          <Table
            caption={title}
            head={
              <>
                <Th>{t('policies:incidents.noticed')}</Th>
                <Th>{t('policies:incidents.what')}</Th>
                {incidentAudiences.map((audience) => (
                  <Th key={audience}>{t(`policies:incidents.${audience}`)}</Th>
                ))}
              </>
            }
          >
            {incidents.map(({ id, drill, noticedAt, words, notices }) => (
              <Tr key={id}>
                <Td className="whitespace-nowrap">{format.moment(noticedAt.getTime(), 'UTC')}</Td>
                <Td className="min-w-64">
                  {drill ? <span className="font-medium">{t('policies:incidents.drill')} </span> : null}
                  <bdi>{words}</bdi>
                </Td>
                {notices.map(({ audience, dueAt, sentAt }) => (
                  <Td key={audience} className="min-w-32">
                    {sentAt
                      ? format.moment(sentAt.getTime(), 'UTC')
                      : t('policies:incidents.notYet', { date: format.moment(dueAt.getTime(), 'UTC') })}
                  </Td>
                ))}
              </Tr>
            ))}
          </Table>
        )}
      </div>
    </>
  );
}
