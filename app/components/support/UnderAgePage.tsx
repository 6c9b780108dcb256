import { Form } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Choice.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';

export interface UnderAgeProblem {
  tooMany: boolean;
  fields: readonly ('personId' | 'words')[];
  values: { personId: string; words: string };
}

/** The form by which anybody says that an account is of a person under age. */
export function UnderAgePage({ problem }: { problem: UnderAgeProblem | null }) {
  const { t } = useWords();
  const wrong = (field: 'personId' | 'words', words: string) => (problem?.fields.includes(field) ? words : undefined);
  const ofPerson = wrong('personId', t('contact:underAge.wrongId'));
  const ofWords = wrong('words', t('contact:problem.words'));
  return (
    <>
      <PageHead title={t('contact:underAge.title')} reading lead={t('contact:underAge.intro')}>
        <p className="measure mt-3 text-16 text-ink-soft">{t('contact:underAge.then')}</p>
      </PageHead>
      <Form method="post" action={paths.underAge} className="max-w-2xl space-y-5">
        {problem ? (
          <Notice tone="bad" title={t('contact:problem.title')} announce>
            <ul className="list-disc ps-5">
              {problem.tooMany ? <li>{t('contact:problem.tooMany')}</li> : null}
              {ofPerson ? <li>{ofPerson}</li> : null}
              {ofWords ? <li>{ofWords}</li> : null}
            </ul>
          </Notice>
        ) : null}
        <Field
          name="personId"
          label={t('contact:underAge.id')}
          help={t('contact:underAge.idHelp')}
          inputMode="numeric"
          autoComplete="off"
          required
          defaultValue={problem?.values.personId}
          error={ofPerson}
        />
        <TextField
          name="words"
          label={t('contact:underAge.words')}
          help={t('contact:form.wordsHelp')}
          minLength={10}
          maxLength={4_000}
          defaultValue={problem?.values.words}
          error={ofWords}
        />
        <p className="measure text-ink-soft">{t('contact:form.what')}</p>
        <Button kind="primary">{t('contact:underAge.send')}</Button>
      </Form>
    </>
  );
}
