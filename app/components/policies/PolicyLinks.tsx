import { Link } from '@remix-run/react';
import { policyIds } from '#core/policies/rules/policy-ids.ts';
import { paths } from '../paths.ts';
import { useWords } from '../ui/words.ts';

/** The way to both policies and to those who answer for them. */
export function PolicyLinks() {
  const { t } = useWords();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {policyIds.map((policy) => (
        <li key={policy}>
          <Link to={paths.policy(policy)} className="link">
            {t(`policies:text.other.${policy}`)}
          </Link>
        </li>
      ))}
      <li>
        <Link to={paths.ai} className="link">
          {t('ai:title')}
        </Link>
      </li>
      <li>
        <Link to={paths.contact} className="link">
          {t('contact:title')}
        </Link>
      </li>
    </ul>
  );
}
