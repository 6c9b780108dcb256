import { Link } from '@remix-run/react';
import type { PolicyId } from '#core/policies/rules/policy-ids.ts';
import type { PolicyDocument, VersionHead } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { useWords } from '../ui/words.ts';
import { PolicyText } from './PolicyText.tsx';
import { useDay } from './use-day.ts';

/** A version as it was written, in English. */
export function OldVersionPage({
  policy,
  version,
  document,
}: {
  policy: PolicyId;
  version: VersionHead;
  document: PolicyDocument;
}) {
  const { t } = useWords();
  const day = useDay();
  return (
    <>
      <header>
        <h1 className="text-28 font-semibold" lang="en">
          {document.title}
        </h1>
        <p className="measure mt-3 text-ink-soft">
          {t('policies:text.old', {
            number: version.number,
            date: day(version.date),
            effective: day(version.effective),
          })}
        </p>
        <p className="measure mt-3 text-16 text-ink-soft" lang="en">
          {document.lead}
        </p>
        <ul className="mt-3 flex flex-wrap gap-x-6 print:hidden">
          <li>
            <Link to={paths.policy(policy)} className="link">
              {t('policies:text.current')}
            </Link>
          </li>
          <li>
            <Link to={paths.policyVersions(policy)} className="link">
              {t('policies:text.versions')}
            </Link>
          </li>
        </ul>
      </header>
      <PolicyText document={document} lang="en" />
    </>
  );
}
