import type { AccessRow } from '#core/accounts/schema.ts';
import { Moment } from '../ui/Moment.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';
import { SeenPages } from './SeenPages.tsx';

/** When staff opened something, why, and what they saw: for those whom it is about. */
export function AccessTable({ caption, accesses }: { caption: string; accesses: readonly AccessRow[] }) {
  const { t } = useWords();
  return (
    <Table
      caption={caption}
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
  );
}
