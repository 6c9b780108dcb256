import { Form } from '@remix-run/react';
import { accessKinds } from '#core/accounts/rules/staff.ts';
import { Button } from '../ui/Button.tsx';
import { RadioField } from '../ui/Choice.tsx';
import { Field } from '../ui/Field.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import type { StaffProblem } from './props.ts';

/** Opens what is kept of a person or a guild. */
export function OpenForm({ problem }: { problem: StaffProblem | null }) {
  const { t } = useWords();
  return (
    <Section id="open" title={t('staff:open.title')} body={t('staff:open.body')}>
      <Form method="post" className="max-w-md space-y-4">
        <input type="hidden" name="intent" value="open" />
        <RadioField
          name="kind"
          label={t('staff:open.kind')}
          options={accessKinds.map((kind) => ({ value: kind, label: t(`staff:kind.${kind}`) }))}
          defaultValue={problem?.values.kind}
        />
        <Field
          name="id"
          label={t('staff:open.id')}
          help={t('staff:open.idHelp')}
          inputMode="numeric"
          autoComplete="off"
          required
          defaultValue={problem?.values.id}
          error={problem?.fields.id}
        />
        <Field
          name="reason"
          label={t('staff:open.reason')}
          help={t('staff:open.reasonHelp')}
          required
          minLength={3}
          maxLength={500}
          defaultValue={problem?.values.reason}
          error={problem?.fields.reason}
        />
        <Button kind="primary">{t('staff:open.open')}</Button>
      </Form>
    </Section>
  );
}
