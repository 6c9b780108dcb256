import { Link } from '@remix-run/react';
import type { SeenPerson } from '#core/accounts/schema.ts';
import { paths } from '../paths.ts';
import { Described } from '../ui/Described.tsx';
import { Moment } from '../ui/Moment.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';

/** A person's account as staff see it while it is open to them. */
export function SeenPersonPage({ person, endsAt }: { person: SeenPerson; endsAt: Date }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <>
      <PageHead
        title={t('staff:person.title')}
        lead={t('staff:person.lead', { time: format.time(endsAt.getTime(), 'UTC') })}
      />
      <Described
        entries={[
          [
            t('staff:person.name'),
            person.globalName === null ? t('staff:person.none') : <bdi key="name">{person.globalName}</bdi>,
          ],
          [t('staff:person.username'), <bdi key="username">{person.username}</bdi>],
          [
            t('staff:person.id'),
            <code key="id" className="font-sans tabular-nums">
              {person.id}
            </code>,
          ],
          [
            t('staff:person.locale'),
            person.locale === null ? (
              t('staff:person.asBrowser')
            ) : (
              <code key="locale" className="font-sans">
                {person.locale}
              </code>
            ),
          ],
          [t('staff:person.since'), <Moment key="since" at={person.createdAt} />],
          [t('staff:person.lastSignIn'), <Moment key="last" at={person.lastSignInAt} />],
          [t('staff:person.sessions'), format.count(person.sessions)],
          [
            t('staff:person.suspended'),
            person.suspendedAt === null ? (
              t('staff:person.notSuspended')
            ) : (
              <Moment key="suspended" at={person.suspendedAt} />
            ),
          ],
          [
            t('staff:person.roles'),
            person.roles.map((role) => t(`staff:role.${role}`)).join(', ') || t('staff:person.none'),
          ],
        ]}
      />
      <p className="mt-8">
        <Link to={paths.staff} className="link">
          {t('staff:person.back')}
        </Link>
      </p>
    </>
  );
}
