import type { StructureReadView } from '#core/guilds/schema.ts';
import { Moment } from '../ui/Moment.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';

/** When channels and roles of the guild were asked of Discord, and for what: for those who manage it. */
export function StructureReads({ reads }: { reads: readonly StructureReadView[] }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('accounts:audit.reads.title');
  return (
    <Section id="reads" title={title} body={t('accounts:audit.reads.body')}>
      {reads.length === 0 ? (
        <p className="text-ink-soft">{t('accounts:audit.reads.none')}</p>
      ) : (
        <Table
          caption={title}
          head={
            <>
              <Th>{t('accounts:audit.reads.last')}</Th>
              <Th>{t('accounts:audit.reads.part')}</Th>
              <Th>{t('accounts:audit.reads.use')}</Th>
              <Th>{t('accounts:audit.reads.count')}</Th>
            </>
          }
        >
          {reads.map(({ what, why, reads: count, lastAt }) => (
            <Tr key={`${lastAt.getTime()} ${what} ${why}`}>
              <Td className="min-w-32">
                <Moment at={lastAt} />
              </Td>
              <Td>{t(`accounts:audit.reads.what.${what}`)}</Td>
              <Td>{t(`accounts:audit.reads.why.${why}`)}</Td>
              <Td>{format.count(count)}</Td>
            </Tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
