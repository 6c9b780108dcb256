import { Link } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../ui/words.ts';
import type { AssistantGuild } from './props.ts';

/** Says that this is AI, which, that it can be wrong, and where one can read more and say no. */
export function AiNotice({ model }: Pick<AssistantGuild, 'model'>) {
  const { t } = useWords();
  return (
    <Notice title={t(model ? 'assistant:page.noticeTitle' : 'assistant:page.noModelTitle')}>
      <p>
        {model ? t('assistant:page.notice', { model: model.name, vendor: model.vendor }) : t('assistant:page.noModel')}
      </p>
      <p>
        <Link to={paths.ai} className="link">
          {t('assistant:page.terms')}
        </Link>
      </p>
    </Notice>
  );
}

/** The same in a line, where an answer is at hand. */
export function AiLine({ model }: Pick<AssistantGuild, 'model'>) {
  const { t } = useWords();
  return (
    <p className="text-12 text-ink-faint">
      {t(model ? 'assistant:page.noticeTitle' : 'assistant:page.noModelTitle')}.{' '}
      <Link to={paths.ai} className="link">
        {t('assistant:page.terms')}
      </Link>
    </p>
  );
}

/** What a screen reader is told of an answer: that it is coming, and that it is there. */
export function Announcement({ state }: { state: 'writing' | 'stopped' | 'lost' | 'over' | null }) {
  const { t } = useWords();
  const words = {
    writing: 'assistant:page.turn.thinking',
    stopped: 'assistant:page.turn.stopped',
    lost: 'assistant:page.turn.lost',
    over: 'assistant:page.turn.ready',
  } as const;
  return (
    <p role="status" className="sr-only">
      {state === null ? null : t(words[state])}
    </p>
  );
}
