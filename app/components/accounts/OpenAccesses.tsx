import { Link } from '@remix-run/react';
import type { AccessRow } from '#core/accounts/schema.ts';
import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { useFormat, useWords } from '../ui/words.ts';

/** Said to a person while staff have what is kept of them open: under which role, why, and until when. */
export function OpenAccesses({ accesses }: { accesses: readonly AccessRow[] }) {
  const { t } = useWords();
  const format = useFormat();
  const open = accesses.filter(({ isOpen }) => isOpen);
  if (open.length === 0) return null;
  return (
    <div className="mb-8">
      <Notice tone="caution" title={t('accounts:page.staff.now')}>
        <ul>
          {open.map(({ id, role, reason, endsAt }) => (
            <li key={id}>
              {t('accounts:page.staff.nowBy', {
                ...{ role: t(`staff:role.${role}`), time: format.moment(endsAt.getTime(), 'UTC') },
              })}{' '}
              <bdi>{reason}</bdi>
            </li>
          ))}
        </ul>
        <p>
          <Link to={`${paths.account}#staff`} className="link">
            {t('accounts:page.staff.nowMore')}
          </Link>
        </p>
      </Notice>
    </div>
  );
}
