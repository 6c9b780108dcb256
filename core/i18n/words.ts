import { english, type Words } from './english.ts';
import { mirrored, pseudoWords } from './pseudo.ts';
import { FALLBACK_LOCALE, isPseudo, type Locale, MIRRORED_LOCALE } from './rules.ts';
import type { Spoken } from './spoken.ts';
import { translations } from './translations.ts';
import { pluralForms, type Tree } from './tree.ts';

const known = new Map<Locale, Spoken>();

/** The words of a locale, whole: what a language lacks is said in English. A browser has browser-words.ts instead. */
export function spoken(locale: Locale): Spoken {
  const made = known.get(locale) ?? { locale, words: wordsOf(locale) };
  known.set(locale, made);
  return made;
}

function wordsOf(locale: Locale): Words {
  if (locale === FALLBACK_LOCALE) return english;
  if (isPseudo(locale)) return locale === MIRRORED_LOCALE ? mirrored(english) : pseudoWords(english);
  return filled(english, translations[locale] ?? {}, pluralForms(locale)) as Words;
}

/** English with every word of a language in its place; a plural that English does not know is said as its last one. */
function filled(own: Tree, translated: Tree, forms: readonly string[]): Tree {
  const words: Tree = {};
  for (const [key, said] of Object.entries(own)) {
    const instead = translated[key];
    words[key] =
      typeof said === 'string' ? (instead ?? said) : filled(said, typeof instead === 'object' ? instead : {}, forms);
    const stem = /^(.+)_other$/.exec(key)?.[1];
    if (stem === undefined || own[`${stem}_one`] === undefined) continue;
    for (const form of forms) words[`${stem}_${form}`] = translated[`${stem}_${form}`] ?? words[key] ?? said;
  }
  return words;
}
