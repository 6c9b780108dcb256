import { Link, useLocation } from '@remix-run/react';
import { useEffect, useMemo } from 'react';
import { useAskAgain } from '../frame/use-ask-again.ts';
import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../ui/words.ts';
import { AiLine, Announcement } from './AssistantHead.tsx';
import { ComingTurn } from './ComingTurn.tsx';
import { Composer } from './Composer.tsx';
import type { AskProblem, ThreadData } from './props.ts';
import { ThreadMenu } from './ThreadMenu.tsx';
import { TurnView } from './TurnView.tsx';
import { useAsking } from './use-asking.ts';
import { useStopKey } from './use-stop-key.ts';

/** An answer that another tab or an earlier visit of this page asked for is looked for at this interval. */
const LOOK_MS = 2_000;

/** A conversation, and the next question. */
export function ThreadPage({ data, problem }: { data: ThreadData; problem: AskProblem | null }) {
  const { t } = useWords();
  const { guild, thread, turns, mayWrite, done } = data;
  const over = useMemo(() => new Set(turns.filter(({ state }) => state !== 'writing').map(({ id }) => id)), [turns]);
  const asking = useAsking(guild.id, thread.id, over);
  const { coming } = asking;
  useStopKey(coming?.state === 'writing', asking.stop);
  const askAgain = useAskAgain();
  const waiting = coming === null && turns.some(({ state }) => state === 'writing');
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(askAgain, LOOK_MS);
    return () => clearInterval(timer);
  }, [waiting, askAgain]);
  const location = useLocation();
  const asked = typeof location.state === 'object' && location.state !== null && 'asked' in location.state;
  const shown = turns.filter(({ id }) => id !== coming?.instead && id !== coming?.turnId);
  const last = turns.at(-1)?.id;
  const told = asking.problem ?? problem;
  return (
    <div className="max-w-3xl space-y-6">
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line pb-4">
        <div className="min-w-0 flex-1">
          <p className="text-ink-soft">
            <Link to={paths.assistant(guild.id)} className="link">
              {t('assistant:page.all')}
            </Link>
          </p>
          <h1 className="text-20 font-semibold break-words">
            <bdi>{thread.title}</bdi>
          </h1>
          <AiLine model={data.model} />
        </div>
        {mayWrite ? <ThreadMenu data={data} problem={told?.kind === 'name' ? told : null} /> : null}
      </header>
      {done ? <Notice tone="good" announce title={t(`assistant:page.done.${done}`)} /> : null}
      <Announcement state={coming?.state ?? null} />
      <div className="space-y-10">
        {shown.map((turn) => (
          <TurnView
            key={turn.id}
            turn={turn}
            data={data}
            problem={told && (told.of === turn.id || told.kind === 'proposal') ? told : null}
            ask={turn.id === last && !coming ? asking.ask : null}
          />
        ))}
        {coming ? <ComingTurn coming={coming} guildId={guild.id} /> : null}
      </div>
      {mayWrite ? (
        <div className="sticky bottom-16 border-t border-line bg-paper py-3 lg:bottom-0">
          <Composer
            label={t('assistant:page.ask.again')}
            problem={told?.intent === 'ask' ? told : null}
            writing={coming?.state === 'writing'}
            arrived={coming?.instead ? null : (coming?.turnId ?? null)}
            focused={asked}
            ask={asking.ask}
            stop={asking.stop}
          />
        </div>
      ) : null}
    </div>
  );
}
