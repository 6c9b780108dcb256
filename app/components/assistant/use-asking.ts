import { useNavigate } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useAskAgain } from '../frame/use-ask-again.ts';
import { useIsIdle } from '../frame/use-is-idle.ts';
import { paths } from '../paths.ts';
import { beginAnswer, type Coming, followAnswer, readEvents } from './follow-answer.ts';
import type { AskProblem } from './props.ts';
import { readRefusal } from './read-refusal.ts';

/** What was stopped is written down by the server within this, as a rule. */
const SETTLE_MS = 300;
const AGAIN_MS = 1_500;

export interface Asking {
  coming: Coming | null;
  problem: AskProblem | null;
  /** Asks with the fields of a form. */
  ask(form: FormData): Promise<void>;
  stop(): void;
}

/**
 * Asks over a stream, so that the answer is seen while it is written. Leaving the page stops it, as its button does; the
 * server keeps what was written by then. At the end the page's own data is read, which has the last word.
 */
export function useAsking(guildId: string, threadId: string | null, shown: ReadonlySet<string>): Asking {
  const [coming, setComing] = useState<Coming | null>(null);
  const [problem, setProblem] = useState<AskProblem | null>(null);
  const running = useRef<AbortController | null>(null);
  const shownAtEnd = useRef(shown);
  const askAgain = useAskAgain();
  const isIdle = useIsIdle();
  const navigate = useNavigate();

  useEffect(() => () => running.current?.abort(), []);

  const { state, turnId, threadId: begun } = coming ?? { state: null, turnId: null, threadId: null };
  useEffect(() => {
    if (state === null || state === 'writing') {
      shownAtEnd.current = shown;
      return;
    }
    const isNew = shown !== shownAtEnd.current;
    if (turnId === null || begun === null || (threadId === begun && isNew && shown.has(turnId))) return setComing(null);
    const settle = () => {
      if (threadId === begun) askAgain();
      else if (isIdle())
        navigate(paths.assistantThread(guildId, begun), { state: { asked: true }, preventScrollReset: true });
    };
    const first = setTimeout(settle, state === 'over' ? 0 : SETTLE_MS);
    const others = setInterval(settle, AGAIN_MS);
    return () => {
      clearTimeout(first);
      clearInterval(others);
    };
  }, [state, turnId, begun, threadId, shown, guildId, askAgain, isIdle, navigate]);

  const ask = useCallback(
    async (form: FormData) => {
      if (running.current) return;
      const stop = new AbortController();
      running.current = stop;
      if (threadId !== null) form.set('threadId', threadId);
      const [intent, text] = [String(form.get('intent') ?? ''), String(form.get('question') ?? '')];
      const turn = form.get('turnId');
      const of = typeof turn === 'string' ? turn : null;
      setProblem(null);
      setComing(beginAnswer(text, threadId, of));
      let begun = false;
      try {
        const answer = await fetch(paths.assistantStream(guildId), {
          ...{ method: 'POST', body: new URLSearchParams(textsOf(form)), signal: stop.signal },
        });
        if (!answer.body || !answer.headers.get('content-type')?.startsWith('text/event-stream')) {
          setProblem(await readRefusal(answer, { intent, text, of }));
          return setComing(null);
        }
        for await (const event of readEvents(answer.body)) {
          begun ||= event.kind === 'begun';
          setComing((known) => known && followAnswer(known, event));
        }
        setComing((known) => known && (known.state === 'writing' ? { ...known, state: 'lost' } : known));
        if (!begun) setProblem({ intent, kind: 'lost', text, of });
      } catch {
        const left = stop.signal.aborted ? 'stopped' : 'lost';
        setComing((known) => known && { ...known, state: left });
        if (!begun && left === 'lost') setProblem({ intent, kind: 'lost', text, of });
      } finally {
        running.current = null;
      }
    },
    [guildId, threadId],
  );
  const stop = useCallback(() => running.current?.abort(), []);
  return { coming, problem, ask, stop };
}

/** Text fields of a form; there are no others. */
function textsOf(form: FormData): [string, string][] {
  return [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []));
}
