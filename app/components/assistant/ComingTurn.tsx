import { useEffect, useRef } from 'react';
import { useWords } from '../ui/words.ts';
import type { Coming } from './follow-answer.ts';
import { Markdown } from './Markdown.tsx';
import { Sources, sourceId } from './Sources.tsx';
import { Answer, AnswerMark, CheckFirst, Question } from './TurnView.tsx';

/** Somebody who reads further up is left there. */
const NEAR_END_PX = 160;

/** An answer while it is written. Only its beginning and its end are announced. */
export function ComingTurn({ coming, guildId }: { coming: Coming; guildId: string }) {
  const { t } = useWords();
  const { question, answer, writtenBy, sources, reading, state, turnId } = coming;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is written moves the end.
  useEffect(() => {
    const { scrollHeight, scrollTop, clientHeight } = document.documentElement;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) window.scrollTo({ top: scrollHeight });
  }, [answer, sources.length, reading]);
  const id = turnId ?? 'coming';
  return (
    <article aria-busy={state === 'writing'} className="space-y-4">
      <Question text={question} />
      <Answer>
        {writtenBy ? <AnswerMark by={writtenBy} surface="coming-answer" /> : null}
        <CheckFirst texts={[question, answer]} />
        <Markdown text={answer} guildId={guildId} cited={sources.length} sourceId={(number) => sourceId(id, number)} />
        {state === 'writing' ? (
          <p className="text-ink-faint">
            {reading
              ? t('assistant:page.turn.reading', { what: t(`assistant:tool.${reading}`) })
              : answer === ''
                ? t('assistant:page.turn.thinking')
                : t('assistant:page.turn.writing')}
          </p>
        ) : state === 'over' ? null : (
          <p className="text-ink-soft">
            {t(state === 'lost' ? 'assistant:page.turn.lost' : 'assistant:page.turn.cut')}
          </p>
        )}
        {sources.length > 0 ? <Sources turnId={id} sources={sources} /> : null}
      </Answer>
      <div ref={end} className="h-px scroll-mb-56" />
    </article>
  );
}
