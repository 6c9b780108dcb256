import { Link } from '@remix-run/react';
import type { AuditPage, AuditRow } from '#core/audit/schema.ts';
import { Moment } from '../ui/Moment.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';
import { listChanges } from './changes.ts';

/** Records, newest first, with the way to those before them. */
export function Events({
  page: { events, next },
  caption,
  none,
  viewerId,
  olderAt,
  newestAt,
}: {
  page: AuditPage;
  caption: string;
  /** Said where there is no record. */
  none: string;
  viewerId: string;
  /** Address of the records before one. */
  olderAt: (before: string) => string;
  /** Address of the newest; null where these are they. */
  newestAt: string | null;
}) {
  const { t } = useWords();
  return (
    <>
      {events.length === 0 ? (
        <p className="text-ink-soft">{none}</p>
      ) : (
        <Table
          caption={caption}
          head={
            <>
              <Th>{t('accounts:audit.when')}</Th>
              <Th>{t('accounts:audit.who')}</Th>
              <Th>{t('accounts:audit.what')}</Th>
              <Th>{t('accounts:audit.about')}</Th>
              <Th>{t('accounts:audit.why')}</Th>
              <Th>{t('accounts:audit.change')}</Th>
            </>
          }
        >
          {events.map((event) => (
            <EventRow key={event.id} event={event} viewerId={viewerId} />
          ))}
        </Table>
      )}
      <nav aria-label={caption} className="mt-4 flex gap-6">
        {newestAt === null ? null : (
          <Link to={newestAt} className="link">
            {t('accounts:audit.newest')}
          </Link>
        )}
        {next === null ? null : (
          <Link to={olderAt(next)} className="link">
            {t('accounts:audit.older')}
          </Link>
        )}
      </nav>
    </>
  );
}

function EventRow({ event, viewerId }: { event: AuditRow; viewerId: string }) {
  const { t } = useWords();
  const known = `accounts:audit.action.${event.action}` as 'accounts:audit.action.premium.granted';
  const words = t(known, { defaultValue: '' });
  return (
    <Tr>
      <Td className="min-w-32">
        <Moment at={event.at} />
      </Td>
      <Td className="min-w-32">
        {event.actorId === viewerId ? t('accounts:audit.you') : t(`accounts:audit.actor.${event.actorKind}`)}
        {event.actorId === null || event.actorId === viewerId ? null : <Id id={event.actorId} />}
      </Td>
      <Td className="min-w-40">{words || <code className="font-sans">{event.action}</code>}</Td>
      <Td className="min-w-40">
        {event.subjectId === null ? null : event.subjectId === viewerId ? (
          <span className="block">{t('accounts:audit.you')}</span>
        ) : (
          <span className="block">{t('accounts:audit.account', { id: event.subjectId })}</span>
        )}
        {event.guildId === null ? null : (
          <span className="block">{t('accounts:audit.server', { id: event.guildId })}</span>
        )}
      </Td>
      <Td className="min-w-40 break-words">
        <bdi>{event.reason}</bdi>
      </Td>
      <Td className="min-w-48 break-words text-12 text-ink-soft">
        {listChanges(event, t).map((line) => (
          <code key={line} className="block font-sans">
            {line}
          </code>
        ))}
      </Td>
    </Tr>
  );
}

function Id({ id }: { id: string }) {
  return <code className="block font-sans text-12 text-ink-soft tabular-nums">{id}</code>;
}
