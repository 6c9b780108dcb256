import { Form } from '@remix-run/react';
import { reportDecisions, type UnderAgeReport } from '#core/support/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { RadioField } from '../ui/Choice.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { ReportIntent, ReportProblem } from './props.ts';

interface Props {
  reports: readonly UnderAgeReport[];
  nowMs: number;
  done: ReportIntent | null;
  problem: ReportProblem | null;
}

/** Reports that somebody is under age: what was written, and what staff decide. */
export function ReportsPage({ reports, nowMs, done, problem }: Props) {
  const { t } = useWords();
  const lifting = problem?.values.intent === 'lift' ? problem : null;
  return (
    <>
      <PageHead
        title={t('staff:reports.title')}
        lead={t('staff:reports.lead')}
        links={[[paths.staff, t('staff:title')]]}
      />
      {problem ? (
        <Notice tone="bad" announce title={problem.message ?? t('ui:form.problems')}>
          {Object.entries(problem.fields).map(([field, words]) => (
            <p key={field}>{words}</p>
          ))}
        </Notice>
      ) : done ? (
        <Notice tone="good" announce title={t(`staff:reports.done.${done}`)} />
      ) : null}
      <div className="mt-8 space-y-10">
        <Section id="reports" title={t('staff:reports.list')} body={t('staff:reports.effect')}>
          {reports.length === 0 ? <p className="text-ink-soft">{t('staff:reports.none')}</p> : null}
          <ul className="space-y-6">
            {reports.map((one) => (
              <OneReport key={one.id} one={one} nowMs={nowMs} problem={problem} />
            ))}
          </ul>
        </Section>
        <Section id="lift" title={t('staff:reports.lift.title')} body={t('staff:reports.lift.body')}>
          <Form method="post" className="max-w-md space-y-4">
            <input type="hidden" name="intent" value="lift" />
            <Field
              name="personId"
              label={t('staff:open.id')}
              inputMode="numeric"
              autoComplete="off"
              required
              defaultValue={lifting?.values.personId}
              error={lifting?.fields.personId}
            />
            <Reason problem={lifting} />
            <Button>{t('staff:reports.lift.verb')}</Button>
          </Form>
        </Section>
      </div>
    </>
  );
}

function Reason({ problem }: { problem: ReportProblem | null }) {
  const { t } = useWords();
  return (
    <Field
      name="reason"
      label={t('staff:open.reason')}
      help={t('staff:reports.reasonHelp')}
      required
      minLength={3}
      maxLength={500}
      defaultValue={problem?.values.reason}
      error={problem?.fields.reason}
    />
  );
}

function OneReport({ one, nowMs, problem }: { one: UnderAgeReport; nowMs: number; problem: ReportProblem | null }) {
  const { t } = useWords();
  const format = useFormat();
  const { id, personId, words, receivedAt, dueAt, decision, decidedAt } = one;
  const moment = (at: Date) => format.moment(at.getTime(), 'UTC');
  const mine = problem?.values.reportId === id ? problem : null;
  const isOverdue = decision === null && dueAt !== null && dueAt.getTime() < nowMs;
  return (
    <li className="border-t border-line pt-3">
      <p className="font-medium">
        {moment(receivedAt)} · {personId ?? t('staff:reports.forgotten')}
      </p>
      {words === null ? null : (
        <p className="measure mt-1 whitespace-pre-wrap">
          <bdi>{words}</bdi>
        </p>
      )}
      {decision !== null && decidedAt !== null ? (
        <p className="mt-2 text-ink-soft">
          {t(`staff:reports.decided.${decision}`, { when: moment(decidedAt) })}{' '}
          {decision === 'under-age' ? t('staff:reports.purging') : null}
        </p>
      ) : (
        <>
          {dueAt === null ? null : (
            <p className={isOverdue ? 'mt-2 text-bad' : 'mt-2 text-ink-soft'}>
              {t(isOverdue ? 'contact:desk.overdue' : 'contact:desk.due', { when: moment(dueAt) })}
            </p>
          )}
          <Form method="post" className="mt-3 max-w-md space-y-4">
            <input type="hidden" name="intent" value="decide" />
            <input type="hidden" name="reportId" value={id} />
            <RadioField
              name="decision"
              label={t('staff:reports.decision')}
              options={reportDecisions.map((value) => ({ value, label: t(`staff:reports.choice.${value}`) }))}
              defaultValue={mine?.values.decision}
              error={mine?.fields.decision}
            />
            <Reason problem={mine} />
            <Button>{t('staff:reports.decide')}</Button>
          </Form>
        </>
      )}
    </li>
  );
}
