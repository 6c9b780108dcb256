import { Form } from '@remix-run/react';
import { type Annotation, LONGEST_ANNOTATION } from '#core/analytics/rules/annotations.ts';
import { dateOfDay } from '#core/analytics/rules/period.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';

export interface AnnotationsData {
  guild: { id: string; name: string };
  /** Newest day first. */
  annotations: Annotation[];
  /** The guild's calendar day, in days since 1970. */
  today: number;
}

/** What became of the last form. */
export interface AnnotationProblem {
  wrong: ('date' | 'text')[];
  /** The guild has as many as it may. */
  full: boolean;
  values: { date: string; text: string };
}

/** Words beside days: an event, a release, a rule that changed. They stand on every chart of the guild. */
export function AnnotationsPage({ data, problem }: { data: AnnotationsData; problem: AnnotationProblem | null }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <>
      <PageHead title={t('analytics:notes.title')} lead={t('analytics:notes.lead')} />
      {problem?.full ? (
        <div className="mb-6">
          <Notice tone="bad" announce title={t('analytics:notes.full')} />
        </div>
      ) : null}
      <Form method="post" className="max-w-md space-y-4" key={data.annotations.map(({ id }) => id).join()}>
        <input type="hidden" name="intent" value="add" />
        <Field
          type="date"
          name="date"
          label={t('analytics:notes.date')}
          required
          defaultValue={problem?.values.date ?? dateOfDay(data.today)}
          error={problem?.wrong.includes('date') ? t('analytics:notes.wrongDate') : undefined}
        />
        <Field
          name="text"
          label={t('analytics:notes.text')}
          help={t('analytics:notes.help', { count: LONGEST_ANNOTATION })}
          required
          maxLength={LONGEST_ANNOTATION}
          autoComplete="off"
          defaultValue={problem?.values.text}
          error={
            problem?.wrong.includes('text') ? t('analytics:notes.wrongText', { count: LONGEST_ANNOTATION }) : undefined
          }
        />
        <Button kind="primary">{t('analytics:notes.add')}</Button>
      </Form>
      <section aria-labelledby="written" className="mt-10 border-t border-line pt-6">
        <h2 id="written" className="text-16 font-semibold">
          {t('analytics:notes.written')}
        </h2>
        {data.annotations.length === 0 ? (
          <p className="measure mt-2 text-ink-soft">{t('analytics:notes.none')}</p>
        ) : (
          <ul className="mt-2 divide-y divide-line">
            {data.annotations.map((note) => (
              <li key={note.id} className="flex flex-wrap items-center gap-x-6 gap-y-1 py-2">
                <span className="w-32 text-ink-soft tabular-nums">{format.days(note.day, note.day)}</span>
                <bdi className="min-w-0 flex-1 break-words">{note.text}</bdi>
                <Form method="post">
                  <input type="hidden" name="intent" value="delete" />
                  <input type="hidden" name="annotationId" value={note.id} />
                  <Button kind="quiet" aria-label={t('analytics:notes.deleteOne', { text: note.text })}>
                    {t('analytics:notes.delete')}
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
