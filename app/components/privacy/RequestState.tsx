import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import CirclePause from 'lucide-react/icons/circle-pause';
import LoaderCircle from 'lucide-react/icons/loader-circle';
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
