import { Form, Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { PendingNotice } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';
import { useDay } from './use-day.ts';

/** What somebody signed in has to be told, above every page until they put it away. */
export function PendingNotices({ notices }: { notices: readonly PendingNotice[] }) {
  return notices.map((notice) =>
    notice.kind === 'policy' ? (
      <VersionNotice key={notice.subject} {...notice} />
    ) : (
      <IncidentNotice key={notice.subject} {...notice} />
    ),
  );
}

function VersionNotice({ subject, policy, number, effective }: Extract<PendingNotice, { kind: 'policy' }>) {
  const { t } = useWords();
  const day = useDay();
  const title = t('policies:notice.title', { policy: t(`policies:notice.${policy}`), effective: day(effective) });
  return (
    <Strip title={title} subject={subject}>
      <Link to={paths.policyVersion(policy, number)} className="link">
        {t('policies:notice.read')}
      </Link>
      {number > 1 ? (
        <Link to={`${paths.policyCompare(policy)}?from=${number - 1}&to=${number}`} className="link">
          {t('policies:notice.compare')}
        </Link>
      ) : null}
    </Strip>
  );
}

function IncidentNotice({ subject, drill, words }: Extract<PendingNotice, { kind: 'incident' }>) {
  const { t } = useWords();
  return (
    <Strip title={t(drill ? 'policies:notice.drill' : 'policies:notice.incident')} subject={subject}>
      <p className="measure">
        <bdi>{words}</bdi>
      </p>
      <Link to={paths.incidents} className="link">
        {t('policies:notice.incidents')}
      </Link>
    </Strip>
  );
}

function Strip({ title, subject, children }: { title: string; subject: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <section aria-label={title} className="border-b border-line bg-sunken px-4 py-3 sm:px-8 print:hidden">
      <div className="flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2">
        <p className="font-semibold">{title}</p>
        {children}
        <Form method="post" action={paths.notices}>
          <input type="hidden" name="subject" value={subject} />
          <Button kind="quiet">{t('policies:notice.away')}</Button>
        </Form>
      </div>
    </section>
  );
}
