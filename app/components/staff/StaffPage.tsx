import { Link } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../ui/words.ts';
import { Accesses } from './Accesses.tsx';
import { Members } from './Members.tsx';
import { OpenForm } from './OpenForm.tsx';
import type { StaffData, StaffProblem } from './props.ts';

/** Where staff open data with a reason, and admins say who is staff. */
export function StaffPage({ data, problem }: { data: StaffData; problem: StaffProblem | null }) {
  const { t } = useWords();
  return (
    <>
      <header className="mb-8">
        <h1 className="text-28 font-semibold">{t('staff:title')}</h1>
        <p className="measure text-ink-soft">{t('staff:lead')}</p>
        {data.roles.some((role) => role === 'privacy' || role === 'admin') ? (
          <p className="mt-2">
            <Link to={paths.staffReports} className="link">
              {t('staff:reports.title')}
            </Link>
          </p>
        ) : null}
        {data.corrections === null ? null : (
          <p className="mt-2">
            <Link to={paths.corrections} className="link">
              {t('staff:corrections.link', { count: data.corrections })}
            </Link>
          </p>
        )}
        {data.reviews === null ? null : (
          <p className="mt-2">
            <Link to={paths.aiReviews} className="link">
              {t('ai:staff.reviewsWaiting', { count: data.reviews })}
            </Link>
          </p>
        )}
        {data.members ? (
          <p className="mt-2">
            <Link to={paths.staffAi} className="link">
              {t('ai:staff.title')}
            </Link>
          </p>
        ) : null}
        {data.members ? (
          <p className="mt-2">
            <Link to={paths.staffAudit} className="link">
              {t('staff:audit')}
            </Link>
          </p>
        ) : null}
      </header>
      {problem ? (
        <div className="mb-8">
          <Notice tone="bad" announce title={problem.message ?? t('ui:form.problems')}>
            {Object.entries(problem.fields).map(([field, words]) => (
              <p key={field}>{words}</p>
            ))}
          </Notice>
        </div>
      ) : data.done ? (
        <div className="mb-8">
          <Notice tone="good" announce title={t(`staff:done.${data.done}`)} />
        </div>
      ) : null}
      <div className="space-y-10">
        <OpenForm problem={problem?.intent === 'open' ? problem : null} />
        <Accesses accesses={data.accesses} />
        {data.members ? <Members members={data.members} problem={problem} /> : null}
      </div>
    </>
  );
}
