import { Form } from '@remix-run/react';
import type { Audit } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { GovernanceData } from './governance-props.ts';
import { PromiseChoice } from './PromiseChoice.tsx';

const DAY_MS = 86_400_000;

/** What has to be looked over, and the forms to plan it and to say what was found. */
export function Audits({ audits, vouched, nowMs, problem }: GovernanceData) {
  const { t } = useWords();
  const title = t('operator:governance.audits.title');
  const mine = problem?.intent === 'plan' ? problem : null;
  return (
    <Section id="audits" title={title} body={t('operator:governance.audits.body')}>
      {audits.length === 0 ? (
        <p className="text-ink-soft">{t('operator:governance.audits.none')}</p>
      ) : (
        <Table
          caption={title}
          head={
            <>
              <Th>{t('operator:governance.audits.subject')}</Th>
              <Th>{t('operator:governance.audits.promise')}</Th>
              <Th>{t('operator:governance.audits.dueOn')}</Th>
              <Th>{t('operator:governance.audits.state')}</Th>
            </>
          }
        >
          {audits.map((audit) => (
            <AuditLine key={audit.id} audit={audit} nowMs={nowMs} problem={problem} />
          ))}
        </Table>
      )}
      <details className="mt-4" open={mine !== null}>
        <summary className="inline-block rounded-sm font-medium underline underline-offset-4">
          {t('operator:governance.audits.planTitle')}
        </summary>
        <Form method="post" action={paths.governance} className="mt-3 max-w-md space-y-4">
          <input type="hidden" name="intent" value="plan" />
          <PromiseChoice vouched={vouched} chosen={mine?.values.promise} />
          <Field
            name="subject"
            label={t('operator:governance.audits.subject')}
            required
            minLength={5}
            maxLength={200}
            defaultValue={mine?.values.subject}
            error={mine?.fields.subject}
          />
          <Field
            name="dueOn"
            type="date"
            label={t('operator:governance.audits.dueOn')}
            required
            defaultValue={mine?.values.dueOn}
            error={mine?.fields.dueOn}
          />
          <Button>{t('operator:governance.audits.plan')}</Button>
        </Form>
      </details>
    </Section>
  );
}

function AuditLine({ audit, nowMs, problem }: { audit: Audit } & Pick<GovernanceData, 'nowMs' | 'problem'>) {
  const { t } = useWords();
  const format = useFormat();
  const mine = problem?.intent === 'finish' && problem.values.auditId === audit.id ? problem : null;
  const isOverdue = nowMs >= audit.dueOn.getTime() + DAY_MS;
  return (
    <Tr>
      <Td className="min-w-40 font-medium">{audit.subject}</Td>
      <Td>{audit.promise}</Td>
      <Td className="whitespace-nowrap">{format.date(audit.dueOn.getTime(), 'UTC')}</Td>
      <Td className="min-w-56">
        {audit.doneAt ? (
          <>
            <p>{t('operator:governance.audits.finishedOn', { date: format.date(audit.doneAt.getTime(), 'UTC') })}</p>
            <p className="text-ink-soft">{audit.findings}</p>
          </>
        ) : (
          <>
            <p className={isOverdue ? 'text-bad' : undefined}>
              {t(isOverdue ? 'operator:governance.audits.overdue' : 'operator:governance.audits.open')}
            </p>
            <details open={mine !== null}>
              <summary
                aria-label={t('operator:governance.audits.finishOf', { subject: audit.subject })}
                className="inline-block rounded-sm font-medium underline underline-offset-4"
              >
                {t('operator:governance.audits.finish')}
              </summary>
              <Form method="post" action={paths.governance} className="mt-3 max-w-md space-y-3">
                <input type="hidden" name="intent" value="finish" />
                <input type="hidden" name="auditId" value={audit.id} />
                <Field
                  name="findings"
                  label={t('operator:governance.audits.findings')}
                  help={t('operator:governance.audits.findingsHelp')}
                  required
                  minLength={5}
                  maxLength={2_000}
                  defaultValue={mine?.values.findings}
                  error={mine?.fields.findings}
                />
                <Button>{t('operator:governance.audits.finish')}</Button>
              </Form>
            </details>
          </>
        )}
      </Td>
    </Tr>
  );
}
