import { Form, Link } from '@remix-run/react';
import type { PendingNotice } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';
import { useDay } from './use-day.ts';

/** What somebody signed in has to be told, above every page until they put it away. */
export function PendingNotices({ notices }: { notices: readonly PendingNotice[] }) {
  const { t } = useWords();
  const day = useDay();
  return notices.map(({ subject, policy, number, effective }) => {
    const title = t('policies:notice.title', { policy: t(`policies:notice.${policy}`), effective: day(effective) });
    return (
      <section
        key={subject}
        aria-label={title}
        className="border-b border-line bg-sunken px-4 py-3 sm:px-8 print:hidden"
      >
        <div className="flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2">
          <p className="font-semibold">{title}</p>
          <Link to={paths.policyVersion(policy, number)} className="link">
            {t('policies:notice.read')}
          </Link>
          {number > 1 ? (
            <Link to={`${paths.policyCompare(policy)}?from=${number - 1}&to=${number}`} className="link">
              {t('policies:notice.compare')}
            </Link>
          ) : null}
          <Form method="post" action={paths.notices}>
            <input type="hidden" name="subject" value={subject} />
            <Button kind="quiet">{t('policies:notice.away')}</Button>
          </Form>
        </div>
      </section>
    );
  });
}
