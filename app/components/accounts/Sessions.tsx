import { Form } from '@remix-run/react';
import type { OwnSession } from '#core/accounts/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Moment } from '../ui/Moment.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';

/** Every browser the person is signed in with, and the ways to end that. */
export function Sessions({ sessions }: { sessions: readonly OwnSession[] }) {
  const { t } = useWords();
  const title = t('accounts:page.sessions.title');
  return (
    <Section id="sessions" title={title} body={t('accounts:page.sessions.body')}>
      <Table
        caption={title}
        head={
          <>
            <Th>
              <span className="sr-only">{t('accounts:page.sessions.this')}</span>
            </Th>
            <Th>{t('accounts:page.sessions.begun')}</Th>
            <Th>{t('accounts:page.sessions.seen')}</Th>
            <Th>{t('accounts:page.sessions.ends')}</Th>
            <Th>
              <span className="sr-only">{t('accounts:page.sessions.end')}</span>
            </Th>
          </>
        }
      >
        {sessions.map((session) => (
          <SessionRow key={session.ref} session={session} />
        ))}
      </Table>
      {sessions.some(({ isThis }) => !isThis) ? (
        <Form method="post" className="mt-4 space-y-2">
          <input type="hidden" name="intent" value="end-others" />
          <p className="text-ink-soft">{t('accounts:page.sessions.endOthersBody')}</p>
          <Button>{t('accounts:page.sessions.endOthers')}</Button>
        </Form>
      ) : (
        <p className="mt-4 text-ink-soft">{t('accounts:page.sessions.alone')}</p>
      )}
    </Section>
  );
}

function SessionRow({ session }: { session: OwnSession }) {
  const { t } = useWords();
  const format = useFormat();
  const begun = t('ui:moment', { time: format.moment(session.createdAt.getTime(), 'UTC') });
  return (
    <Tr>
      <Td className={session.isThis ? 'font-semibold' : 'text-ink-soft'}>
        {t(session.isThis ? 'accounts:page.sessions.this' : 'accounts:page.sessions.other')}
      </Td>
      <Td className="min-w-40">
        <Moment at={session.createdAt} />
      </Td>
      <Td className="min-w-40">
        <Moment at={session.lastSeenAt} />
      </Td>
      <Td className="min-w-40">
        <Moment at={session.endsAt} />
        <span className="block text-12 text-ink-faint">{t('accounts:page.sessions.endsNote')}</span>
      </Td>
      <Td>
        {session.isThis ? null : (
          <Form method="post">
            <input type="hidden" name="intent" value="end-session" />
            <input type="hidden" name="ref" value={session.ref} />
            <Button aria-label={t('accounts:page.sessions.endOne', { time: begun })}>
              {t('accounts:page.sessions.end')}
            </Button>
          </Form>
        )}
      </Td>
    </Tr>
  );
}
