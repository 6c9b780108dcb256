import { Form, Link } from '@remix-run/react';
import { type AnswerTimes, caseTopics } from '#core/support/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { RadioField, TextField } from '../ui/Choice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { Times } from './Times.tsx';

export interface ContactProblem {
  message: 'tooMany' | null;
  fields: readonly ('topic' | 'words')[];
  values: { topic: string; words: string };
}

/** The form that reaches those who run this instance, and how long answers take. */
export function ContactPage({
  times,
  mailAddress,
  signedIn,
  problem,
}: {
  times: AnswerTimes;
  /** Leads to the same desk; null where no mail is taken in. */
  mailAddress: string | null;
  signedIn: boolean;
  problem: ContactProblem | null;
}) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('contact:title')} reading lead={t('contact:intro')}>
        <p className="measure mt-3 text-16 text-ink-soft">
          {t('contact:otherWays')}{' '}
          {mailAddress === null ? null : (
            <a href={`mailto:${mailAddress}`} className="link">
              {t('contact:byMail', { address: mailAddress })}
            </a>
          )}
        </p>
        <p className="mt-3">
          <Link to={paths.underAge} className="link">
            {t('contact:underAge.link')}
          </Link>
        </p>
        <Times times={times} />
      </PageHead>
      <Form method="post" action={paths.contact} className="max-w-2xl space-y-5">
        {problem ? (
          <Notice tone="bad" title={t('contact:problem.title')} announce>
            <ul className="list-disc ps-5">
              {problem.message ? <li>{t(`contact:problem.${problem.message}`)}</li> : null}
              {problem.fields.map((field) => (
                <li key={field}>{t(`contact:problem.${field}`)}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <RadioField
          name="topic"
          label={t('contact:form.topic')}
          options={caseTopics.map((topic) => ({ value: topic, label: t(`contact:topics.${topic}`) }))}
          defaultValue={problem?.values.topic}
          error={problem?.fields.includes('topic') ? t('contact:problem.topic') : undefined}
        />
        <TextField
          name="words"
          label={t('contact:form.words')}
          help={t('contact:form.wordsHelp')}
          minLength={10}
          maxLength={4_000}
          defaultValue={problem?.values.words}
          error={problem?.fields.includes('words') ? t('contact:problem.words') : undefined}
        />
        <p className="measure text-ink-soft">
          {t('contact:form.what')} {signedIn ? t('contact:form.signedIn') : null}
        </p>
        <Button kind="primary">{t('contact:form.send')}</Button>
      </Form>
    </>
  );
}
