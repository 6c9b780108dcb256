import { Form } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Audits } from './Audits.tsx';
import { Desk } from './Desk.tsx';
import type { GovernanceData } from './governance-props.ts';
import { Incidents } from './Incidents.tsx';
import { PromiseChoice } from './PromiseChoice.tsx';

/** What people vouch for, and what has to be looked over. */
export function GovernancePage(page: GovernanceData) {
  const { t } = useWords();
  return (
    <>
      <PageHead
        title={t('operator:governance.title')}
        lead={t('operator:governance.lead')}
        links={[[paths.operator, t('operator:governance.back')]]}
      />
      <GovernanceOutcome done={page.done} problem={page.problem} />
      <div className="mt-6 space-y-8">
        <Desk {...page} />
        <Attestations {...page} />
        <Audits {...page} />
        <Incidents {...page} />
      </div>
    </>
  );
}

function GovernanceOutcome({ done, problem }: Pick<GovernanceData, 'done' | 'problem'>) {
  const { t } = useWords();
  if (problem)
    return (
      <Notice tone="bad" title={problem.message ?? t('operator:governance.problem')} announce>
        <ul className="list-disc ps-5">
          {Object.entries(problem.fields).map(([field, words]) => (
            <li key={field}>{words}</li>
          ))}
        </ul>
      </Notice>
    );
  if (!done) return null;
  return <Notice tone="good" title={t(`operator:governance.done.${done.kind}`, { id: done.id })} announce />;
}

function Attestations({ vouched, problem }: Pick<GovernanceData, 'vouched' | 'problem'>) {
  const { t } = useWords();
  const format = useFormat();
  const mine = problem?.intent === 'attest' ? problem : null;
  return (
    <Section id="attest" title={t('operator:governance.attest.title')} body={t('operator:governance.attest.body')}>
      <ul className="space-y-2">
        {vouched.map(({ id, untilMs, state }) => (
          <li key={id}>
            {t(`promises:${id}`)}{' '}
            <span className="text-ink-soft">
              {state === 'attested' && untilMs !== null
                ? t('operator:governance.attest.until', { date: format.date(untilMs, 'UTC') })
                : t('operator:governance.attest.nobody')}
            </span>
          </li>
        ))}
      </ul>
      <Form method="post" action={paths.governance} className="mt-4 max-w-md space-y-4">
        <input type="hidden" name="intent" value="attest" />
        <PromiseChoice vouched={vouched} chosen={mine?.values.promise} />
        <Field
          name="reason"
          label={t('operator:governance.attest.reason')}
          help={t('operator:governance.attest.reasonHelp')}
          required
          minLength={20}
          maxLength={1_000}
          defaultValue={mine?.values.reason}
          error={mine?.fields.reason}
        />
        <Field
          name="evidenceUrl"
          type="url"
          label={t('operator:governance.attest.evidenceUrl')}
          help={t('operator:governance.attest.evidenceUrlHelp')}
          maxLength={500}
          defaultValue={mine?.values.evidenceUrl}
          error={mine?.fields.evidenceUrl}
        />
        <Field
          name="expiresOn"
          type="date"
          label={t('operator:governance.attest.expiresOn')}
          required
          defaultValue={mine?.values.expiresOn}
          error={mine?.fields.expiresOn}
        />
        <Button>{t('operator:governance.attest.verb')}</Button>
      </Form>
    </Section>
  );
}
