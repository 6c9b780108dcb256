import { CircleAlert, CircleCheck, CircleDashed, CirclePause, LoaderCircle } from 'lucide-react';
import type { RequestState as State } from '#core/privacy/schema.ts';
import { classes } from '../ui/classes.ts';
import { useWords } from '../ui/words.ts';

const looks: Record<State, { Icon: typeof CircleCheck; ink: string }> = {
  open: { Icon: CircleDashed, ink: 'text-ink-soft' },
  running: { Icon: LoaderCircle, ink: 'text-ink-soft' },
  done: { Icon: CircleCheck, ink: 'text-good' },
  held: { Icon: CirclePause, ink: 'text-caution' },
  failed: { Icon: CircleAlert, ink: 'text-bad' },
};

/** How a request stands, in a sign and a word. */
export function RequestState({ state }: { state: State }) {
  const { t } = useWords();
  const { Icon, ink } = looks[state];
  return (
    <span className={classes('inline-flex items-center gap-1.5 font-medium whitespace-nowrap', ink)}>
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {t(`privacy-centre:state.${state}`)}
    </span>
  );
}
