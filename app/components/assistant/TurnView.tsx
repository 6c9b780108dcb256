import { Form } from '@remix-run/react';
import Pencil from 'lucide-react/icons/pencil';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import ThumbsDown from 'lucide-react/icons/thumbs-down';
import ThumbsUp from 'lucide-react/icons/thumbs-up';
import type { FormEvent, ReactNode } from 'react';
import type { WrittenBy as Writer } from '#core/ai/rules/surfaces.ts';
import { criticalTopics, textsOf } from '#core/assistant/rules/critical-topics.ts';
import { feedbacks, type Turn } from '#core/assistant/schema.ts';
import { WrittenBy } from '../ai/WrittenBy.tsx';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { inputLook } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { ProblemWords, sendOnEnter } from './Composer.tsx';
import { CopyButton } from './CopyButton.tsx';
import { Markdown } from './Markdown.tsx';
import { ProposalCard } from './ProposalCard.tsx';
import type { AskProblem, ThreadData } from './props.ts';
import { QuietForm } from './QuietForm.tsx';
import { Sources, sourceId } from './Sources.tsx';

/** A question with its answer, what that rests on and proposes, and what can be done with it. */
export function TurnView({
  turn,
  data,
  problem,
  ask,
}: {
  turn: Turn;
  data: Pick<ThreadData, 'guild' | 'channels' | 'mayWrite'>;
  /** What a form about this turn came to. */
  problem: AskProblem | null;
  /** Asks anew; null where another turn came after it. */
  ask: ((form: FormData) => void) | null;
}) {
  const { t } = useWords();
  const over = turn.state !== 'writing';
  const ofProposal = problem?.kind === 'proposal' ? problem.of : null;
  return (
    <article
      id={`turn-${turn.id}`}
      aria-label={turn.question.slice(0, 80)}
      className="scroll-mt-6 space-y-4 [&_a]:scroll-mb-56 [&_button]:scroll-mb-56"
    >
      <Question text={turn.question} />
      <Answer>
        {turn.writtenBy ? <AnswerMark by={turn.writtenBy} surface="answer" /> : null}
        <CheckFirst texts={textsOf(turn)} />
        {turn.refusal ? <p className="text-ink-soft">{t(`assistant:page.refusal.${turn.refusal}`)}</p> : null}
        <Markdown
          text={turn.answer}
          guildId={data.guild.id}
          cited={turn.sources.length}
          sourceId={(number) => sourceId(turn.id, number)}
        />
        {turn.state === 'done' || turn.state === 'without-model' ? null : (
          <p className="text-ink-soft">{t(`assistant:page.turn.${turn.state}`)}</p>
        )}
        {turn.unsupported.length > 0 ? (
          <p className="font-medium text-caution">
            {t('assistant:page.turn.unsupported', { numbers: turn.unsupported.join(', ') })}
          </p>
        ) : null}
        {turn.proposals.map((proposal) => (
          <ProposalCard
            key={proposal.id}
            proposal={proposal}
            channels={data.channels}
            mayWrite={data.mayWrite}
            failed={ofProposal === proposal.id}
          />
        ))}
        {turn.sources.length > 0 ? <Sources turnId={turn.id} sources={turn.sources} /> : null}
        {over ? <Acts turn={turn} mayWrite={data.mayWrite} problem={problem} ask={ask} /> : null}
      </Answer>
    </article>
  );
}

export function Question({ text }: { text: string }) {
  const { t } = useWords();
  return (
    <div className="ms-auto w-fit max-w-[85%] rounded-lg bg-sunken px-4 py-2">
      <h2 className="sr-only">{t('assistant:page.turn.you')}</h2>
      <p dir="auto" className="break-words whitespace-pre-wrap">
        {text}
      </p>
    </div>
  );
}

export function AnswerMark({ by, surface }: { by: Writer; surface: 'answer' | 'coming-answer' }) {
  const { t } = useWords();
  return (
    <WrittenBy by={by} surface={surface}>
      {t('assistant:page.turn.rules')}
    </WrittenBy>
  );
}

/** Asks to check first, where a question or its answer touches on what a mistake would cost much in. */
export function CheckFirst({ texts }: { texts: readonly string[] }) {
  const { t } = useWords();
  const topics = criticalTopics(texts);
  if (topics.length === 0) return null;
  return (
    <Notice tone="caution" title={t('assistant:critical.title')}>
      {topics.map((topic) => (
        <p key={topic}>{t(`assistant:critical.${topic}`)}</p>
      ))}
    </Notice>
  );
}

export function Answer({ children }: { children: ReactNode }) {
  const { t } = useWords();
  return (
    <div className="max-w-3xl space-y-3">
      <h2 className="sr-only">{t('assistant:page.turn.answer')}</h2>
      {children}
    </div>
  );
}

function Acts({
  turn,
  mayWrite,
  problem,
  ask,
}: {
  turn: Turn;
  mayWrite: boolean;
  problem: AskProblem | null;
  ask: ((form: FormData) => void) | null;
}) {
  const { t } = useWords();
  const format = useFormat();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask?.(new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter));
  };
  const icons = { good: ThumbsUp, bad: ThumbsDown };
  const edited = problem?.intent === 'edit' ? problem : null;
  const again = problem?.intent === 'retry' ? problem : null;
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-2 border-t border-line pt-2 text-12 text-ink-faint">
      <CopyButton text={turn.answer} />
      {mayWrite ? (
        <QuietForm fields={{ intent: 'rate', turnId: turn.id }}>
          {feedbacks.map((feedback) => {
            const Icon = icons[feedback];
            const pressed = turn.feedback === feedback;
            return (
              <Button
                key={feedback}
                kind="quiet"
                name="feedback"
                value={pressed ? '' : feedback}
                aria-pressed={pressed}
                aria-label={t(`assistant:page.turn.${feedback}`)}
                title={t(`assistant:page.turn.${feedback}`)}
                className={classes(pressed && 'bg-accent-soft! text-accent!')}
              >
                <Icon aria-hidden="true" className="size-4" />
              </Button>
            );
          })}
        </QuietForm>
      ) : null}
      {ask && mayWrite ? (
        <>
          <Form method="post" onSubmit={send}>
            <input type="hidden" name="turnId" value={turn.id} />
            <input type="hidden" name="question" value={turn.question} />
            <Button kind="quiet" name="intent" value="retry">
              <RotateCcw aria-hidden="true" className="size-4" />
              {t('assistant:page.turn.retry')}
            </Button>
          </Form>
          {again ? (
            <p role="alert" className="w-full text-14 font-medium text-bad">
              <ProblemWords problem={again} />
            </p>
          ) : null}
          <details className="open:w-full" open={edited !== null}>
            <summary className="inline-flex min-h-9 items-center gap-2 rounded-md px-3 text-14 font-medium text-ink-soft hover:bg-sunken">
              <Pencil aria-hidden="true" className="size-4" />
              {t('assistant:page.turn.edit')}
            </summary>
            <Form method="post" onSubmit={send} className="mt-2 max-w-2xl space-y-2">
              <input type="hidden" name="intent" value="edit" />
              <input type="hidden" name="turnId" value={turn.id} />
              {edited ? (
                <p role="alert" className="text-14 font-medium text-bad">
                  <ProblemWords problem={edited} />
                </p>
              ) : null}
              <textarea
                name="question"
                rows={2}
                required
                aria-label={t('assistant:page.turn.edit')}
                defaultValue={edited?.text ?? turn.question}
                onKeyDown={sendOnEnter}
                className={classes(inputLook, 'field-sizing-content max-h-60')}
                {...(edited ? { 'aria-invalid': true } : {})}
              />
              <p>{t('assistant:page.turn.editHelp')}</p>
              <Button>{t('assistant:page.turn.editSend')}</Button>
            </Form>
          </details>
        </>
      ) : null}
      <p className="ms-auto flex flex-wrap gap-x-3 px-1">
        {turn.model ? <bdi>{turn.model}</bdi> : null}
        {turn.costNanos === null ? null : (
          <span title={t('assistant:page.turn.costHelp')}>
            <span className="sr-only">{t('assistant:page.turn.costHelp')} </span>
            {format.dollars(Number(turn.costNanos) / 1e9)}
          </span>
        )}
      </p>
    </div>
  );
}
