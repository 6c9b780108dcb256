import { Link } from '@remix-run/react';
import type { PolicyId } from '#core/policies/rules/policy-ids.ts';
import type { PolicyDocument, VersionHead } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { PolicyText } from './PolicyText.tsx';
import { useDay } from './use-day.ts';

/** The policy in force. `locale` is the language of the text, `pageLocale` that of the page. */
export function PolicyPage({
  policy,
  document,
  locale,
  pageLocale,
  version,
  coming,
}: {
  policy: PolicyId;
  document: PolicyDocument;
  locale: string;
  pageLocale: string;
  version: VersionHead;
  coming: VersionHead | null;
}) {
  const { t } = useWords();
  const day = useDay();
  const other = policy === 'privacy' ? 'ai' : 'privacy';
  const lang = locale === pageLocale ? undefined : locale;
  return (
    <>
      <PageHead
        title={t(`policies:text.other.${policy}`)}
        reading
        lead={<span lang={lang}>{document.lead}</span>}
        links={[
          [paths.policyVersions(policy), t('policies:text.versions')],
          [paths.policy(other), t(`policies:text.other.${other}`)],
          [paths.contact, t('contact:title')],
          [paths.trust, t('policies:text.trust')],
          ...(policy === 'privacy' ? ([[paths.privacy, t('policies:text.register')]] as const) : []),
        ]}
      >
        <p className="measure mt-3 text-ink-soft tabular-nums">
          {t('policies:text.version', {
            number: version.number,
            date: day(version.date),
            effective: day(version.effective),
          })}
        </p>
        <p className="measure text-ink-soft" lang="en">
          {version.summary}
        </p>
      </PageHead>
      {coming ? (
        <div className="max-w-2xl">
          <Notice
            title={t('policies:text.coming', { number: coming.number, effective: day(coming.effective) })}
            action={
              <ul className="flex flex-wrap gap-x-6">
                <LinkItem to={paths.policyVersion(policy, coming.number)}>{t('policies:text.comingLink')}</LinkItem>
                <LinkItem to={`${paths.policyCompare(policy)}?from=${version.number}&to=${coming.number}`}>
                  {t('policies:text.compareLink')}
                </LinkItem>
              </ul>
            }
          >
            <p lang="en">{coming.summary}</p>
            {lang ? <p>{t('policies:text.inEnglish')}</p> : null}
          </Notice>
        </div>
      ) : null}
      <PolicyText document={document} lang={lang} />
    </>
  );
}

function LinkItem({ to, children }: { to: string; children: string }) {
  return (
    <li>
      <Link to={to} className="link">
        {children}
      </Link>
    </li>
  );
}
