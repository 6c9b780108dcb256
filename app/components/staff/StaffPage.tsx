import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { Accesses } from './Accesses.tsx';
import { Members } from './Members.tsx';
import { OpenForm } from './OpenForm.tsx';
import type { StaffData, StaffProblem } from './props.ts';

/** Where staff open data with a reason, and admins say who is staff. */
export function StaffPage({ data, problem }: { data: StaffData; problem: StaffProblem | null }) {
  const { t } = useWords();
  const isLed = data.roles.some((role) => role === 'privacy' || role === 'admin');
  const links = [
    isLed ? ([paths.staffReports, t('staff:reports.title')] as const) : null,
    data.corrections === null
      ? null
      : ([paths.corrections, t('staff:corrections.link', { count: data.corrections })] as const),
    data.reviews === null ? null : ([paths.aiReviews, t('ai:staff.reviewsWaiting', { count: data.reviews })] as const),
    data.members ? ([paths.staffAi, t('ai:staff.title')] as const) : null,
    data.members ? ([paths.staffAudit, t('staff:audit')] as const) : null,
  ].filter((link) => link !== null);
  return (
    <>
      <PageHead title={t('staff:title')} lead={t('staff:lead')} links={links} />
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
