import type { EvaluationRun } from './views.ts';

const WEEK_MS = 7 * 86_400_000;
/** So much less than the run before, and somebody has to look. */
const DROP = 0.15;

export const shareRight = ({ right, asked }: Pick<EvaluationRun, 'right' | 'asked'>) => right / asked;

/**
 * Whether a set is to be asked: every week, of every new model and version of its instructions, and when staff want it.
 * @param last the newest run
 */
export function isDue(
  last: Pick<EvaluationRun, 'at' | 'model' | 'promptVersion'> | undefined,
  now: { ms: number; model: string; promptVersion: number; wantedAt: Date | null },
): boolean {
  if (!last || last.model !== now.model || last.promptVersion !== now.promptVersion) return true;
  if (now.wantedAt !== null && now.wantedAt > last.at) return true;
  return now.ms - last.at.getTime() >= WEEK_MS;
}

/** Why somebody has to look at the newest run; null where it is as good as it was. @param runs newest first */
export function worryOf(runs: readonly EvaluationRun[], leastShare: number): 'low' | 'dropped' | null {
  const [last, before] = runs;
  if (!last) return null;
  if (shareRight(last) < leastShare) return 'low';
  return before && shareRight(before) - shareRight(last) > DROP ? 'dropped' : null;
}
