import { Form } from '@remix-run/react';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { InsightsData, InsightsOutcome } from './insights-props.ts';

type Problem = Extract<InsightsOutcome, { problem: unknown }>['problem'];

/** Files of Discord's, chosen from the machine at hand. */
export function ImportForm({ most, problem }: Pick<InsightsData, 'most'> & { problem: Problem | null }) {
  const { t } = useWords();
  const format = useFormat();
  const error =
    problem === 'none' || problem === 'tooMany'
      ? t(`export:insights.import.${problem}`, { count: most.files })
      : undefined;
  return (
    <section aria-labelledby="import" className="space-y-3 border-t border-line pt-6">
      <h2 id="import" className="text-16 font-semibold">
        {t('export:insights.import.title')}
      </h2>
      <p className="measure text-ink-soft">{t('export:insights.import.body')}</p>
      <Form method="post" encType="multipart/form-data" className="max-w-md space-y-4">
        <input type="hidden" name="intent" value="import" />
        <Field
          type="file"
          name="file"
          label={t('export:insights.import.label')}
          help={t('export:insights.import.help', { count: most.files, size: format.kilobytes(most.bytes) })}
          accept=".csv,text/csv"
          multiple
          required
          error={error}
        />
        <Button>{t('export:insights.import.button')}</Button>
      </Form>
    </section>
  );
}
