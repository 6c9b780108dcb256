import type { Words } from './english.ts';
import { FALLBACK_LOCALE, type Locale } from './rules.ts';
import type { Spoken } from './spoken.ts';

let learnt: Spoken = { locale: FALLBACK_LOCALE, words: {} };

/** What the page that was loaded is written in; before anything is said. */
export function learnWords(locale: Locale, words: Partial<Words>): void {
  learnt = { locale, words };
}

/**
 * What takes the place of words.ts in a browser (`imports` of package.json): the one language that was sent with the
 * page, whatever is asked for. Another one comes with another page.
 */
export function spoken(_locale: Locale): Spoken {
  return learnt;
}
