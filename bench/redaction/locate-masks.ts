import { type RedactedKind, redactedKinds } from '#core/ai/rules/redact.ts';

export interface Mask {
  kind: RedactedKind;
  start: number;
  end: number;
}

/**
 * Where the masks of a redacted text were in the original, found from the two texts alone.
 * @returns undefined where something outside of masks is not the same
 */
export function locateMasks(original: string, redacted: string): Mask[] | undefined {
  const parts = redacted.split(new RegExp(`\\[(${redactedKinds.join('|')}) \\d+\\]`));
  const masks: Mask[] = [];
  const [beginning = ''] = parts;
  if (!original.startsWith(beginning)) return undefined;
  let at = beginning.length;
  for (let n = 1; n < parts.length; n += 2) {
    const kind = parts[n] as RedactedKind;
    const next = parts[n + 1] ?? '';
    const last = n + 2 >= parts.length;
    // A mask takes at least one character; the last piece of the text stands at its end.
    const end = last ? original.length - next.length : next === '' ? at + 1 : original.indexOf(next, at + 1);
    if (end <= at || original.slice(end, end + next.length) !== next) return undefined;
    masks.push({ kind, start: at, end });
    at = end + next.length;
  }
  return at === original.length ? masks : undefined;
}
