import { Form, Link } from '@remix-run/react';
import type { AccessRow } from '#core/accounts/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Moment } from '../ui/Moment.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';
import { SeenPages } from './SeenPages.tsx';

/** What the member of staff opened, with the way in while it is open. */
export function Accesses({ accesses }: { accesses: readonly AccessRow[] }) {
  const { t } = useWords();
  const title = t('staff:accesses.title');
  return (
    <Section id="accesses" title={title}>
      {accesses.length === 0 ? (
        <p className="text-ink-soft">{t('staff:accesses.none')}</p>
      ) : (
        <Table
          caption={title}
          head={
            <>
              <Th>{t('staff:accesses.subject')}</Th>
              <Th>{t('staff:accesses.reason')}</Th>
              <Th>{t('staff:accesses.opened')}</Th>
              <Th>{t('staff:accesses.ends')}</Th>
              <Th>{t('staff:accesses.pages')}</Th>
              <Th>
                <span className="sr-only">{t('staff:accesses.close')}</span>
              </Th>
            </>
          }
        >
          {accesses.map((access) => (
            <Row key={access.id} access={access} />
          ))}
        </Table>
      )}
    </Section>
  );
}

function Row({ access }: { access: AccessRow }) {
  const { t } = useWords();
  const { id, kind, role, subjectId, reason, openedAt, endsAt, isOpen, views } = access;
  const to = kind === 'person' ? paths.staffPerson(subjectId) : paths.today(subjectId);
  return (
    <Tr>
      <Td className="min-w-40">
        {t(`staff:kind.${kind}`)} <code className="font-sans tabular-nums">{subjectId}</code>
        <span className="block text-12 text-ink-faint">{t(`staff:role.${role}`)}</span>
      </Td>
      <Td className="min-w-40 break-words">
        <bdi>{reason}</bdi>
      </Td>
      <Td className="min-w-32">
        <Moment at={openedAt} />
      </Td>
      <Td className="min-w-32">
        <Moment at={endsAt} />
        {isOpen ? null : <span className="block text-12 text-ink-faint">{t('staff:accesses.ended')}</span>}
      </Td>
      <Td>
        <SeenPages views={views} />
      </Td>
      <Td>
        {isOpen ? (
          <div className="flex gap-2">
            <Link to={to} className="link inline-flex min-h-9 items-center">
              {t('staff:accesses.look')}
            </Link>
            <Form method="post">
              <input type="hidden" name="intent" value="close" />
              <input type="hidden" name="accessId" value={id} />
              <Button aria-label={t('staff:accesses.closeOf', { id: subjectId })}>{t('staff:accesses.close')}</Button>
            </Form>
          </div>
        ) : null}
      </Td>
    </Tr>
  );
}
