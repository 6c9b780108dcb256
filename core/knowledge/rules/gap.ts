import { LONGEST_TITLE } from '../schema.ts';
import { stemOf, termsOf } from './terms.ts';

/** A mention of a person, or what stands in the place of something that was masked: the question is about somebody. */
const SOMEBODY = /<@!?\d+>|\[\p{L}+ \d+\]/u;
const LONGEST_TERMS = 400;

/** What somebody could write an answer to, and by what questions of the same words are known. */
export interface Gap {
  title: string;
  terms: string;
}

/**
 * A question that nothing was found for as something to write down. Null for one that is about somebody, or says nothing.
 * @param question masked
 * @param about its words but for those that say nothing
 */
export function gapOf(question: string, about: string): Gap | null {
  const title = question.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const terms = [...new Set(termsOf(about).map((term) => stemOf(term) ?? term))].sort().join(' ');
  if (terms === '' || terms.length > LONGEST_TERMS || SOMEBODY.test(title)) return null;
  const signs = [...title];
  return { terms, title: signs.length <= LONGEST_TITLE ? title : `${signs.slice(0, LONGEST_TITLE - 1).join('')}…` };
}
