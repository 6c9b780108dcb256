import type { PolicyId } from '#core/policies/rules/policy-ids.ts';
import type { PolicyDocument, VersionHead } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
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
      <PageHead
        title={<span lang="en">{document.title}</span>}
        reading
        links={[
          [paths.policy(policy), t('policies:text.current')],
          [paths.policyVersions(policy), t('policies:text.versions')],
        ]}
      >
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
      </PageHead>
      <PolicyText document={document} lang="en" />
    </>
  );
}
