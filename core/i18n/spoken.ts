import type { Words } from './english.ts';
import type { Locale } from './rules.ts';

/** A language with its words, where it lacks some with those of English. */
export interface Spoken {
  locale: Locale;
  words: Partial<Words>;
}
