import { termsOf } from '#core/knowledge/rules/terms.ts';

/** What can be read by the words of a question alone. */
export const chosenByWords = [
  ...(['totals', 'days', 'week_hours', 'channels', 'growth', 'invites'] as const),
  ...(['retention', 'coverage', 'annotations', 'structure', 'settings'] as const),
] as const;
export type ChosenByWords = (typeof chosenByWords)[number];

const MOST = 2;

/**
 * What to read for a question where no model chooses: what its words fit best. A word that fits several counts less for each.
 * @param words that speak for each, in the language of the question, apart by spaces
 */
export function chooseReads(question: string, words: Readonly<Record<ChosenByWords, string>>): ChosenByWords[] {
  const asked = new Set(termsOf(question));
  const held = chosenByWords.map((name) => ({ name, terms: new Set(termsOf(words[name])) }));
  const scored = held.map(({ name, terms }) => {
    const fitting = [...asked].filter((term) => terms.has(term));
    const score = fitting.reduce((sum, term) => sum + 1 / held.filter((one) => one.terms.has(term)).length, 0);
    return { name, score };
  });
  return scored
    .filter(({ score }) => score >= 0.5)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ name }) => name);
}
