/** Chinese and Japanese are written without spaces: pairs of characters stand for words. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|\p{N}+/gu;
const LONGEST = 40;
/** Postgres counts places up to 16383. */
const MOST_PLACES = 16_000;

/** As people compare while searching: without case, width and the accents of European letters. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}

/** The terms of a text in their order: folded words, numbers, and pairs of characters. They hold letters and digits alone. */
export function termsOf(text: string): string[] {
  const runs = fold(text).match(RUN) ?? [];
  return runs.flatMap((run) => (UNSPACED.test(run) ? pairsOf(run) : [run.slice(0, LONGEST)]));
}

function pairsOf(run: string): string[] {
  const signs = [...run];
  if (signs.length === 1) return signs;
  return signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}

/**
 * How a term may begin in other forms of the same word, in whatever language: without its last letters, so that "verify"
 * finds "verified", and a single character all pairs that it begins. Null for what says nothing without its end.
 */
export function stemOf(term: string): string | null {
  if (UNSPACED.test(term)) return [...term].length === 1 ? term : null;
  if (/\d/.test(term) || term.length < 3) return null;
  if (term.length < 6) return term;
  return term.slice(0, term.length < 8 ? -1 : -2);
}

/** A tsvector in Postgres's own notation: words of the title weigh A, of the text B. */
export function searchVector(title: string, text: string): string {
  let place = 0;
  const part = (words: string, weight: 'A' | 'B') =>
    termsOf(words).flatMap((term) => (place < MOST_PLACES ? [`'${term}':${++place}${weight}`] : []));
  return [...part(title, 'A'), ...part(text, 'B')].join(' ');
}
