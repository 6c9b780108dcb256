import type { Source } from '../schema.ts';

/** An answer without marks of sources that there are not. */
export function onlyKnownCitations(answer: string, sources: readonly Source[]): string {
  const known = new Set(sources.map(({ number }) => number));
  return answer.replace(/ ?\[(\d{1,3})\]/g, (mark, number) => (known.has(Number(number)) ? mark : ''));
}
