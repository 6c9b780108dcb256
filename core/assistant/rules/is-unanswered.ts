import { stemOf, termsOf } from '#core/knowledge/rules/terms.ts';
import type { Fact, Source } from '../schema.ts';

/**
 * Whether a question was found nowhere: nothing was read for it but documentation, and nothing of that is about it.
 * Documentation is searched for any of its words, so that something is nearly always found: it is about the question where
 * the question names it, or where it has more than half of the words.
 * @param words of the question, without those that say nothing
 */
export function isUnanswered(words: string, sources: readonly Source[]): boolean {
  if (sources.some(({ tool }) => tool !== 'documentation')) return false;
  const stems = [...new Set(termsOf(words).map((term) => stemOf(term) ?? term))];
  return stems.length > 0 && !sources.some(({ facts }) => facts.some((fact) => isAbout(fact, stems)));
}

function isAbout({ of, value }: Fact, stems: readonly string[]): boolean {
  const title = termsOf(of ?? '');
  const isNamed = title.length > 0 && title.every((term) => stems.some((stem) => term.startsWith(stem)));
  const text = [...title, ...termsOf(String(value ?? ''))];
  const held = stems.filter((stem) => text.some((term) => term.startsWith(stem))).length;
  return isNamed || held * 2 > stems.length;
}
