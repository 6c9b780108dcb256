import { Form } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Outcome } from './Outcome.tsx';
import type { OperatorForms, OperatorGrant } from './props.ts';
import { ReasonForm } from './ReasonForm.tsx';

const DAY_MS = 86_400_000;

/** Which guilds staff gave premium, and the forms to give and to revoke it. */
export function Grants({ grants, ...forms }: OperatorForms & { grants: readonly OperatorGrant[] }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('operator:grants.title');
  const problem = forms.problem?.intent === 'grant' ? forms.problem : null;
  return (
    <Section id="premium" title={title} body={t('operator:grants.body')}>
      <Outcome {...forms} of={['grant', 'revoke']} />
      <Form method="post" action={`${paths.operator}#premium`} preventScrollReset className="my-4 max-w-md space-y-4">
        <input type="hidden" name="intent" value="grant" />
        <Field
          name="guildId"
          label={t('operator:grants.guildId')}
          help={t('operator:grants.guildIdHelp')}
          inputMode="numeric"
          autoComplete="off"
          required
          defaultValue={problem?.values.guildId ?? forms.guildId ?? ''}
          error={problem?.fields.guildId}
        />
        <Field
          name="reason"
          label={t('operator:grants.reason')}
          help={t('operator:grants.reasonHelp')}
          required
          minLength={3}
          maxLength={500}
          defaultValue={problem?.values.reason}
          error={problem?.fields.reason}
        />
        <Field
          name="endsOn"
          type="date"
          label={t('operator:grants.endsAt')}
          help={t('operator:grants.endsAtHelp')}
          defaultValue={problem?.values.endsOn}
          error={problem?.fields.endsOn}
        />
        <p className="text-ink-soft">{t('operator:grants.giveBody')}</p>
        <Button kind="primary">{t('operator:grants.give')}</Button>
      </Form>
      {grants.length === 0 ? (
        <p className="text-ink-soft">{t('operator:grants.none')}</p>
      ) : (
        <Table
          caption={title}
          head={
            <>
              <Th>{t('operator:grants.server')}</Th>
              <Th>{t('operator:grants.since')}</Th>
              <Th>{t('operator:grants.until')}</Th>
              <Th>{t('operator:grants.by')}</Th>
              <Th>{t('operator:grants.reason')}</Th>
              <Th>
                <span className="sr-only">{t('operator:grants.revoke')}</span>
              </Th>
            </>
          }
        >
          {grants.map((grant) => (
            <Tr key={`${grant.guildId}-${grant.startsAt.getTime()}`}>
              <Td className="font-medium">{grant.guildId}</Td>
              <Td className="whitespace-nowrap">
                <time dateTime={grant.startsAt.toISOString()}>{format.date(grant.startsAt.getTime(), 'UTC')}</time>
              </Td>
              <Td className="whitespace-nowrap">
                {grant.endsAt ? (
                  <time dateTime={grant.endsAt.toISOString()}>
                    {format.date(grant.endsAt.getTime() - DAY_MS, 'UTC')}
                  </time>
                ) : (
                  t('operator:grants.noEnd')
                )}
              </Td>
              <Td className="text-ink-soft">{grant.grantedBy}</Td>
              <Td className="min-w-48 text-ink-soft">
                <bdi>{grant.reason}</bdi>
              </Td>
              <Td>
                <ReasonForm
                  intent="revoke"
                  field="guildId"
                  id={grant.guildId}
                  verb={t('operator:grants.revoke')}
                  label={t('operator:grants.revokeOf', { guild: grant.guildId })}
                  body={t('operator:grants.revokeBody')}
                  danger
                  problem={forms.problem}
                />
              </Td>
            </Tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
