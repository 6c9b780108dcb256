import type { Locale } from '#core/i18n/rules.ts';
import type { Fact, Worded } from '../schema.ts';
import { findNumbers } from './find-numbers.ts';
import { lexiconOf } from './lexicon/lexicons.ts';
import { numberForms, plainText } from './number-forms.ts';

/** Whether a sentence about a fact has the number of its seven days, in any way that the language writes it. */
export function tellsNow({ facts, text }: Worded, fact: Fact, locale: Locale): boolean {
  if (!facts.includes(fact.id)) return false;
  const { slots } = findNumbers(plainText(text), numberForms(fact, locale, lexiconOf(locale)));
  return slots.some((forms) => forms.some(({ name }) => name === 'now'));
}
