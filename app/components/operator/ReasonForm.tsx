import { Form } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { useWords } from '../ui/words.ts';
import type { OperatorForms, OperatorIntent } from './props.ts';

/** A step about one thing that needs a reason, folded behind its verb: what will happen stands before the button. */
export function ReasonForm({
  intent,
  field,
  id,
  verb,
  label,
  body,
  danger,
  problem,
}: {
  intent: OperatorIntent;
  /** Name of the field that carries the id. */
  field: 'guildId' | 'accountId';
  id: string;
  verb: string;
  /** The verb with its object, for those who hear one button after the other. */
  label: string;
  body: string;
  danger: boolean;
  problem: OperatorForms['problem'];
}) {
  const { t } = useWords();
  const mine = problem?.intent === intent && problem.values[field] === id ? problem : null;
  return (
    <details className="group" open={mine !== null}>
      <summary aria-label={label} className="inline-block rounded-sm font-medium underline underline-offset-4">
        {verb}
      </summary>
      <Form method="post" action={paths.operator} preventScrollReset className="mt-3 w-72 space-y-3 whitespace-normal">
        <p className="text-ink-soft">{body}</p>
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name={field} value={id} />
        <Field
          name="reason"
          label={t('operator:grants.reason')}
          help={t('operator:grants.reasonHelp')}
          required
          minLength={3}
          maxLength={500}
          defaultValue={mine?.values.reason}
          error={mine?.fields.reason}
        />
        <Button kind={danger ? 'danger' : 'plain'}>{verb}</Button>
      </Form>
    </details>
  );
}
