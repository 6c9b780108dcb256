import { Form } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Outcome } from './Outcome.tsx';
import type { OperatorData, OperatorForms } from './props.ts';
import { ReasonForm } from './ReasonForm.tsx';

/** Accounts that the dashboard is closed to, and the forms to close and open it. */
export function Accounts({ suspended, ...forms }: OperatorForms & Pick<OperatorData, 'suspended'>) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('operator:accounts.title');
  const problem = forms.problem?.intent === 'suspend' ? forms.problem : null;
  return (
    <Section id="accounts" title={title} body={t('operator:accounts.body')}>
      <Outcome {...forms} of={['suspend', 'restore']} />
      {suspended.length === 0 ? (
        <p className="text-ink-soft">{t('operator:accounts.none')}</p>
      ) : (
        <Table
          caption={title}
          head={
            <>
              <Th>{t('operator:accounts.account')}</Th>
              <Th>{t('operator:accounts.since')}</Th>
              <Th>
                <span className="sr-only">{t('operator:accounts.lift')}</span>
              </Th>
            </>
          }
        >
          {suspended.map(({ accountId, suspendedAt }) => (
            <Tr key={accountId}>
              <Td className="font-medium">{accountId}</Td>
              <Td>{format.moment(suspendedAt.getTime(), 'UTC')}</Td>
              <Td>
                <ReasonForm
                  intent="restore"
                  field="accountId"
                  id={accountId}
                  verb={t('operator:accounts.lift')}
                  label={t('operator:accounts.liftOf', { account: accountId })}
                  body={t('operator:accounts.liftBody')}
                  danger={false}
                  problem={forms.problem}
                />
              </Td>
            </Tr>
          ))}
        </Table>
      )}
      <details className="mt-4" open={problem !== null}>
        <summary className="inline-block rounded-sm font-medium underline underline-offset-4">
          {t('operator:accounts.suspendTitle')}
        </summary>
        <Form
          method="post"
          action={`${paths.operator}#accounts`}
          preventScrollReset
          className="mt-3 max-w-md space-y-4"
        >
          <p className="text-ink-soft">{t('operator:accounts.suspendBody')}</p>
          <input type="hidden" name="intent" value="suspend" />
          <Field
            name="accountId"
            label={t('operator:accounts.accountId')}
            help={t('operator:accounts.accountIdHelp')}
            inputMode="numeric"
            autoComplete="off"
            required
            defaultValue={problem?.values.accountId}
            error={problem?.fields.accountId}
          />
          <Field
            name="reason"
            label={t('operator:accounts.reason')}
            help={t('operator:accounts.reasonHelp')}
            required
            minLength={3}
            maxLength={500}
            defaultValue={problem?.values.reason}
            error={problem?.fields.reason}
          />
          <Button kind="danger">{t('operator:accounts.suspend')}</Button>
        </Form>
      </details>
    </Section>
  );
}
