import { type Incident, type IncidentSubject, incidentSteps, incidentSubjects } from '#core/policies/schema.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';

/** What went wrong here, and what was done about it when. */
export function IncidentsPage({ incidents }: { incidents: readonly Incident[] }) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('policies:incidents.title')} reading lead={t('policies:incidents.intro')} />
      <div className="space-y-10">
        {incidents.length === 0 ? <p className="text-ink-soft">{t('policies:incidents.none')}</p> : null}
        {incidentSubjects.map((about) => (
          <Listed key={about} about={about} incidents={incidents.filter((one) => one.about === about)} />
        ))}
      </div>
    </>
  );
}

function Listed({ about, incidents }: { about: IncidentSubject; incidents: readonly Incident[] }) {
  const { t } = useWords();
  const format = useFormat();
  if (incidents.length === 0) return null;
  const title = t(`policies:incidents.${about}`);
  return (
    <section aria-labelledby={about}>
      <h2 id={about} className="mb-3 text-20 font-semibold">
        {title}
      </h2>
      <Table
        caption={title}
        head={
          <>
            <Th>{t('policies:incidents.noticed')}</Th>
            <Th>{t('policies:incidents.what')}</Th>
            {incidentSteps[about].map((step) => (
              <Th key={step}>{t(`policies:incidents.${step}`)}</Th>
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
    </section>
  );
}
