import { classes } from '../ui/classes.ts';
import { useWords } from '../ui/words.ts';
import type { Health } from './health.ts';

const known = [
  'starting',
  'running',
  'draining',
  'stopped',
  'silent',
  'behind',
  'never',
  'orphan',
  'counting',
] as const;

const shapes: Record<Health, string> = {
  good: 'bg-good rounded-full',
  caution: 'border-2 border-caution rounded-full',
  bad: 'bg-bad rotate-45',
};
const inks: Record<Health, string> = { good: 'text-ink', caution: 'text-caution', bad: 'text-bad' };

/** A state as a word and a shape: a disc for well, a ring for take care, a diamond for wrong. */
export function State({ state, health }: { state: string; health: Health }) {
  const { t } = useWords();
  const word = known.find((one) => one === state);
  return (
    <span className={classes('inline-flex items-center gap-2 font-medium whitespace-nowrap', inks[health])}>
      <span aria-hidden="true" className={classes('size-2 shrink-0', shapes[health])} />
      {word ? t(`operator:state.${word}`) : state}
    </span>
  );
}
