import { termsOf } from '#core/knowledge/rules/terms.ts';

/** The words of a question that say what it is about. @param filler words that do not, apart by spaces */
export function withoutFiller(question: string, filler: string): string {
  const empty = new Set(termsOf(filler));
  return (question.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !termsOf(word).every((term) => empty.has(term)))
    .join(' ');
}
