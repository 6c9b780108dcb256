import { Form } from '@remix-run/react';
import type { OpenCorrection } from '#core/privacy/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { RadioField, TextField } from '../ui/Choice.tsx';
import { Moment } from '../ui/Moment.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';

/** What is wrong with an answer that was sent. */
export interface AnswerProblem {
  requestId: string;
  wrong: ('outcome' | 'answer')[];
  answer: string;
}

/** Longest answer. */
const ANSWER_LENGTH = 2_000;

interface Corrections {
  viewerId: string;
  corrections: readonly OpenCorrection[];
  /** One was answered just now. */
  isDone: boolean;
  problem: AnswerProblem | null;
}

/** What people say is wrong, to be answered by a person. */
export function CorrectionsPage({ viewerId, corrections, isDone, problem }: Corrections) {
  const { t } = useWords();
  return (
    <>
      <PageHead
        back={[paths.staff, t('staff:title')]}
        title={t('staff:corrections.title')}
        lead={t('staff:corrections.lead')}
      />
      {problem ? (
        <div className="mb-8">
          <Notice tone="bad" announce title={t('ui:form.problems')} />
        </div>
      ) : isDone ? (
        <div className="mb-8">
          <Notice tone="good" announce title={t('staff:corrections.done')} />
        </div>
      ) : null}
      {corrections.length === 0 ? <p className="text-ink-soft">{t('staff:corrections.none')}</p> : null}
      <div className="space-y-10">
        {corrections.map((correction) => (
          <Correction
            key={correction.requestId}
            correction={correction}
            isOwn={correction.personId === viewerId}
            problem={problem?.requestId === correction.requestId ? problem : null}
          />
        ))}
      </div>
    </>
  );
}

function Correction({
  correction: { requestId, personId, guildId, words, askedAt, ownDueAt },
  isOwn,
  problem,
}: {
  correction: OpenCorrection;
  isOwn: boolean;
  problem: AnswerProblem | null;
}) {
  const { t } = useWords();
  const error = (field: 'outcome' | 'answer') =>
    problem?.wrong.includes(field) ? t(`staff:corrections.problem.${field}`, { count: ANSWER_LENGTH }) : undefined;
  return (
    <Section id={`correction-${requestId}`} title={t('staff:corrections.of', { id: personId })}>
      <p className="text-ink-soft">
        {guildId === null ? null : <>{t('staff:corrections.guild', { id: guildId })} </>}
        {t('staff:corrections.asked')} <Moment at={askedAt} />. {t('staff:corrections.due')} <Moment at={ownDueAt} />.
      </p>
      <p className="measure mt-2 whitespace-pre-wrap text-16">
        <bdi>{words}</bdi>
      </p>
      {isOwn ? (
        <p className="mt-4 text-ink-soft">{t('staff:corrections.own')}</p>
      ) : (
        <Form method="post" className="mt-4 max-w-2xl space-y-4">
          <input type="hidden" name="requestId" value={requestId} />
          <RadioField
            name="outcome"
            label={t('staff:corrections.outcome')}
            options={(['corrected', 'refused'] as const).map((value) => ({
              ...{ value, label: t(`staff:corrections.${value}`), help: t(`staff:corrections.${value}Help`) },
            }))}
            error={error('outcome')}
          />
          <TextField
            name="answer"
            label={t('staff:corrections.answer')}
            help={t('staff:corrections.answerHelp')}
            maxLength={ANSWER_LENGTH}
            defaultValue={problem?.answer}
            error={error('answer')}
          />
          <Button kind="primary">{t('staff:corrections.send')}</Button>
        </Form>
      )}
    </Section>
  );
}
