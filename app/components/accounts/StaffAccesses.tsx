import type { AccessRow } from '#core/accounts/schema.ts';
import { SeenPages } from '../staff/SeenPages.tsx';
import { Moment } from '../ui/Moment.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';

/** When staff opened what is kept of the person, why, and what they saw. */
export function StaffAccesses({ accesses }: { accesses: readonly AccessRow[] }) {
  const { t } = useWords();
  const title = t('accounts:page.staff.title');
  return (
    <Section id="staff" title={title} body={t('accounts:page.staff.body')}>
      {accesses.length === 0 ? (
        <p className="text-ink-soft">{t('accounts:page.staff.none')}</p>
      ) : (
        <Table
          caption={title}
          head={
            <>
              <Th>{t('accounts:page.staff.opened')}</Th>
              <Th>{t('accounts:page.staff.until')}</Th>
              <Th>{t('accounts:page.staff.role')}</Th>
              <Th>{t('accounts:page.staff.reason')}</Th>
              <Th>{t('accounts:page.staff.looked')}</Th>
            </>
          }
        >
          {accesses.map(({ id, openedAt, endsAt, role, reason, views }) => (
            <Tr key={id}>
              <Td className="min-w-32">
                <Moment at={openedAt} />
              </Td>
              <Td className="min-w-32">
                <Moment at={endsAt} />
              </Td>
              <Td>{t(`staff:role.${role}`)}</Td>
              <Td className="min-w-40 break-words">
                <bdi>{reason}</bdi>
              </Td>
              <Td>
                <SeenPages views={views} />
              </Td>
            </Tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
