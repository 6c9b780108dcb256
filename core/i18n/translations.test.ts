import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { english } from './english.ts';
import { languages } from './rules.ts';
import { translations } from './translations.ts';
import { pathsFor, pluralForms, type Tree, textsOf } from './tree.ts';

const folder = path.resolve('core/i18n/locales');
const filesOf = (locale: string) => readdirSync(path.join(folder, locale)).map((name) => path.basename(name, '.json'));
const wordsOf = (locale: string) => (locale === 'en' ? english : translations[locale]);

test.each(readdirSync(folder))('%s: every file of words is in its index', (locale) => {
  expect(Object.keys(wordsOf(locale) ?? {}).sort()).toEqual(filesOf(locale).sort());
});

test('every language that is offered has every file', () => {
  for (const locale of Object.keys(languages)) expect(filesOf(locale).sort(), locale).toEqual(filesOf('en').sort());
});

const files = Object.entries(translations).flatMap(([locale, words]) =>
  Object.entries(words).map(([name, tree]) => ({ locale, name, tree, english: english[name as 'ui'] as Tree })),
);

describe.each(files)('$locale $name', ({ locale, tree, english: original }) => {
  const needed = pathsFor(original, pluralForms(locale));
  const texts = textsOf(tree);

  test('says what English says, in its own plurals, in the same order: npx tsx deploy/words.ts', () => {
    expect(texts.map(([at]) => at)).toEqual(needed.map(({ path: at }) => at));
  });

  test('fills in what English fills in', () => {
    const own = new Map(texts);
    for (const { path: at, english: text } of needed) {
      const said = placeholders(own.get(at) ?? '');
      const meant = placeholders(text);
      // A plural for one alone may leave out the number.
      const atLeast = /_(zero|one|two)$/.test(at) ? meant.filter((one) => !one.startsWith('count')) : meant;
      expect(meant, at).toEqual(expect.arrayContaining(said));
      expect(said, at).toEqual(expect.arrayContaining(atLeast));
    }
  });

  test('leaves no word of English that is a sentence', () => {
    const own = new Map(texts);
    const left = needed.filter(({ path: at, english: text }) => own.get(at) === text && / \p{L}+ \p{L}+ /u.test(text));
    expect(left).toEqual([]);
  });
});

/** "{{count, number}}", "$t(x)" and "<0>" of a text, in the order of letters. */
function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\{.*?\}\}|\$t\(.*?\)|<\/?\w+\s*\/?>/g) ?? [])].sort();
}

describe('plurals', () => {
  test('each language has those of its grammar', () => {
    const forms = Object.fromEntries(Object.keys(translations).map((locale) => [locale, pluralForms(locale)]));
    const romance = ['one', 'many', 'other'];
    expect(forms).toEqual({ de: ['one', 'other'], fr: romance, es: romance, 'pt-BR': romance, ja: ['other'] });
  });

  test('are asked for where English has them', () => {
    const words = { a: 'x', n_one: 'one', n_other: 'many', b: { move_other: 'y' } };
    const ways = (forms: string[]) => pathsFor(words, forms).map(({ path: at, english: text }) => `${at} ${text}`);
    expect(ways(['other'])).toEqual(['a x', 'n_other many', 'b.move_other y']);
    expect(ways(['one', 'many', 'other']).slice(1, 4)).toEqual(['n_one one', 'n_many many', 'n_other many']);
  });
});
