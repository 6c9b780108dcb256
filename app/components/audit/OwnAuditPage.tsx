import { Link } from '@remix-run/react';
import type { AuditPage } from '#core/audit/schema.ts';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { Events } from './Events.tsx';

/** What was done to the person. */
export function OwnAuditPage({ viewerId, page, before }: { viewerId: string; page: AuditPage; before: string | null }) {
  const { t } = useWords();
  const title = t('accounts:audit.own.title');
  return (
    <>
      <PageHead title={title} lead={t('accounts:audit.own.lead')} />
      <Events
        page={page}
        caption={title}
        none={t('accounts:audit.own.none')}
        viewerId={viewerId}
        olderAt={(id) => `${paths.ownAudit}?before=${id}`}
        newestAt={before === null ? null : paths.ownAudit}
      />
      <p className="mt-8">
        <Link to={paths.account} className="link">
          {t('accounts:page.title')}
        </Link>
      </p>
    </>
  );
}
