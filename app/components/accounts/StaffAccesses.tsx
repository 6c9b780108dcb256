import { Link } from '@remix-run/react';
import type { AccessRow } from '#core/accounts/schema.ts';
import { paths } from '../paths.ts';
import { AccessTable } from '../staff/AccessTable.tsx';
import { Section } from '../ui/Section.tsx';
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
        <AccessTable caption={title} accesses={accesses} />
      )}
      <p className="measure mt-4 text-ink-soft">
        {t('accounts:page.audit.body')}{' '}
        <Link to={paths.ownAudit} className="link">
          {t('accounts:page.audit.open')}
        </Link>
      </p>
    </Section>
  );
}
