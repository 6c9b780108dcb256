/** What stands in the place of a number that was found: a character each, of those that no text has. */
export const FIRST_SLOT = 0xe000;
export const SLOTS = '[\\uE000-\\uE0FF]';

const patterns = new Map<string, RegExp>();

/** A pattern of a lexicon, everywhere in a text: of whole words where a language has spaces. */
export function wordsOf(pattern: string, spaced: boolean): RegExp {
  const key = `${spaced} ${pattern}`;
  const known = patterns.get(key);
  if (known) return known;
  const source = pattern.replaceAll('~', spaced ? '\\p{L}*' : '').replaceAll('(S)', `(${SLOTS})`);
  const made = new RegExp(spaced ? `(?<!\\p{L})(?:${source})(?!\\p{L})` : `(?:${source})`, 'gu');
  patterns.set(key, made);
  return made;
}

export const hasWord = (text: string, pattern: string, spaced: boolean) => text.search(wordsOf(pattern, spaced)) !== -1;
