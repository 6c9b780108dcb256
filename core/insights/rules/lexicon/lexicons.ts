import { isPseudo, type Locale } from '#core/i18n/rules.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { japanese } from './japanese.ts';
import type { Lexicon } from './lexicon.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';

const all = { en: english, de: german, fr: french, es: spanish, 'pt-BR': portuguese, ja: japanese };

export const lexiconOf = (locale: Locale): Lexicon => (isPseudo(locale) ? english : all[locale]);
