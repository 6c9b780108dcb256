import { french } from './french.ts';
import { german } from './german.ts';
import { japanese } from './japanese.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import type { Tree } from './tree.ts';

/** Every language but English, by locale: its files by namespace. A file that is missing here fails a test. */
export const translations: Readonly<Record<string, Readonly<Record<string, Tree>>>> = {
  de: german,
  fr: french,
  es: spanish,
  'pt-BR': portuguese,
  ja: japanese,
};
