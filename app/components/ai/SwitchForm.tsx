import { Form } from '@remix-run/react';
import type { OversightView } from '#core/ai/rules/views.ts';
import { Button } from '../ui/Button.tsx';
import { RadioField, SelectField } from '../ui/Choice.tsx';
import { Field } from '../ui/Field.tsx';
import { useWords } from '../ui/words.ts';
import type { SwitchProblem } from './props.ts';
import { useFeatureName } from './use-feature-name.ts';

/** Switches a use, a company or everything off, or on again, with a reason. */
export function SwitchForm({ view, problem }: { view: OversightView; problem: SwitchProblem | null }) {
  const { t } = useWords();
  const nameOf = useFeatureName();
  const options = [
    { value: 'all:', label: t('ai:staff.all') },
    ...view.features.map(({ name }) => ({ value: `feature:${name}`, label: nameOf(name) })),
    ...view.vendors.map(({ id, name }) => ({ value: `vendor:${id}`, label: name })),
  ];
  return (
    <Form method="post" className="max-w-md space-y-4" aria-label={t('ai:staff.switch')}>
      <SelectField
        name="thing"
        label={t('ai:staff.what')}
        nothing={t('ai:staff.choose')}
        options={options}
        defaultValue={problem?.values.thing}
        error={problem?.fields.thing}
      />
      <RadioField
        name="to"
        label={t('ai:staff.to')}
        options={(['off', 'on'] as const).map((value) => ({ value, label: t(`ai:staff.${value}`) }))}
        defaultValue={problem?.values.to}
        error={problem?.fields.to}
      />
      <Field
        name="reason"
        label={t('ai:staff.reason')}
        help={t('ai:staff.reasonHelp')}
        required
        minLength={3}
        maxLength={500}
        defaultValue={problem?.values.reason}
        error={problem?.fields.reason}
      />
      <Button>{t('ai:staff.verb')}</Button>
    </Form>
  );
}
