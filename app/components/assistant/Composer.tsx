import { Form } from '@remix-run/react';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { LONGEST_QUESTION } from '#core/assistant/schema.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { inputLook } from '../ui/Field.tsx';
import { useWords } from '../ui/words.ts';
import type { AskProblem } from './props.ts';

/**
 * Where a question is written. Without JavaScript it is a form like any other; with it, Enter sends. What is written stays
 * until it has arrived.
 */
export function Composer({
  label,
  problem,
  writing,
  arrived,
  focused = false,
  ask,
  stop,
}: {
  label: string;
  problem: AskProblem | null;
  /** An answer is coming in. */
  writing: boolean;
  /** Changes when a question has arrived. */
  arrived: string | null;
  /** Goes on where the person was writing. */
  focused?: boolean;
  ask: (form: FormData) => void;
  stop: () => void;
}) {
  const { t } = useWords();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (arrived !== null && box.current) box.current.value = '';
  }, [arrived]);
  useEffect(() => {
    if (focused) box.current?.focus({ preventScroll: true });
  }, [focused]);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!writing) ask(new FormData(event.currentTarget));
  };
  return (
    <Form method="post" onSubmit={send} className="space-y-2">
      <input type="hidden" name="intent" value="ask" />
      <label htmlFor={id} className="block font-medium">
        {label}
      </label>
      {problem ? (
        <p id={`${id}-error`} role="alert" className="font-medium text-bad">
          <ProblemWords problem={problem} />
        </p>
      ) : null}
      <div className="flex items-end gap-2">
        <textarea
          ref={box}
          id={id}
          name="question"
          rows={2}
          required
          defaultValue={problem?.text ?? ''}
          onKeyDown={sendOnEnter}
          className={classes(inputLook, 'field-sizing-content max-h-48 min-h-11 resize-y text-16 sm:text-14')}
          aria-describedby={problem ? `${id}-error ${id}-help` : `${id}-help`}
          {...(problem ? { 'aria-invalid': true } : {})}
        />
        {writing ? (
          <Button type="button" large onClick={stop} aria-keyshortcuts="Escape">
            {t('assistant:page.ask.stop')}
          </Button>
        ) : (
          <Button kind="primary" large>
            {t('assistant:page.ask.send')}
          </Button>
        )}
      </div>
      <p id={`${id}-help`} className="hidden text-12 text-ink-faint js:pointer-fine:block">
        {t('assistant:page.ask.help')}
      </p>
    </Form>
  );
}

/** Why a question was not asked. */
export function ProblemWords({ problem }: { problem: AskProblem }) {
  const { t } = useWords();
  const { kind, text } = problem;
  if (kind === 'name' || kind === 'proposal') return null;
  return t(`assistant:page.ask.${kind}`, { count: text.trim().length, most: LONGEST_QUESTION });
}

/** On a screen that is touched, Enter begins a line, as it does in what people write with there. */
export function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const { key, shiftKey, nativeEvent, currentTarget } = event;
  if (key !== 'Enter' || shiftKey || nativeEvent.isComposing) return;
  if (window.matchMedia('(pointer: coarse)').matches) return;
  event.preventDefault();
  currentTarget.form?.requestSubmit();
}
