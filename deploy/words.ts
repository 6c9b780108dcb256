import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isPseudo } from '../core/i18n/rules.ts';
import { pathsFor, pluralForms, type Tree, textsOf } from '../core/i18n/tree.ts';

/**
 * `npx tsx deploy/words.ts`: the words that each language lacks, as JSON: language -> "namespace:path" -> English.
 * `--fill FILE`: puts those of such a file, translated, where they belong, in the order of English, and leaves out what
 * English does not have. A plural that is given no word is said as its last one. Names the files in the language's index.
 */
const folder = path.resolve('core/i18n/locales');
const namesIn = (locale: string) => {
  const files = path.join(folder, locale);
  return existsSync(files) ? readdirSync(files).map((file) => path.basename(file, '.json')) : [];
};
const read = (locale: string, name: string): Tree => {
  const file = path.join(folder, locale, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
};
/** The file of core/i18n that names those of a language, and what it exports. */
const indexes: Readonly<Record<string, string>> = {
  de: 'german',
  fr: 'french',
  es: 'spanish',
  'pt-BR': 'portuguese',
  ja: 'japanese',
};
const languages = readdirSync(folder).filter((locale) => locale !== 'en' && !isPseudo(locale));

function missingOf(locale: string): Record<string, string> {
  const forms = pluralForms(locale);
  return Object.fromEntries(
    namesIn('en').flatMap((name) => {
      const own = new Set(textsOf(read(locale, name)).map(([key]) => key));
      return pathsFor(read('en', name), forms)
        .filter((wanted) => !own.has(wanted.path))
        .map((wanted) => [`${name}:${wanted.path}`, wanted.english]);
    }),
  );
}

function fill(locale: string, given: Readonly<Record<string, string>>): void {
  const forms = pluralForms(locale);
  for (const name of namesIn('en')) {
    const own = new Map([
      ...textsOf(read(locale, name)),
      ...Object.entries(given).flatMap(([key, text]) =>
        key.startsWith(`${name}:`) ? [[key.slice(name.length + 1), text] as const] : [],
      ),
    ]);
    const words: Tree = {};
    for (const wanted of pathsFor(read('en', name), forms)) {
      const text = own.get(wanted.path) ?? own.get(wanted.path.replace(/_(zero|two|few|many)$/, '_other'));
      if (text !== undefined) put(words, wanted.path.split('.'), text);
    }
    if (Object.keys(words).length === 0) continue;
    mkdirSync(path.join(folder, locale), { recursive: true });
    writeFileSync(path.join(folder, locale, `${name}.json`), `${JSON.stringify(words, null, 2)}\n`);
  }
}

function writeIndex(locale: string): void {
  const index = indexes[locale];
  if (index === undefined) return;
  const names = namesIn(locale).sort();
  // A namespace may be called as nothing can be in JavaScript: "export", "read-me".
  const given = (name: string) =>
    name === 'export' ? 'exports' : name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const keyOf = (name: string) => (/^\w+$/.test(name) ? name : `'${name}'`);
  const imports = names.map(
    (name) => `import ${given(name)} from './locales/${locale}/${name}.json' with { type: 'json' };\n`,
  );
  const members = names.map((name) => (given(name) === name ? `  ${name},\n` : `  ${keyOf(name)}: ${given(name)},\n`));
  writeFileSync(
    path.resolve('core/i18n', `${index}.ts`),
    `${imports.join('')}\n/** Written by deploy/words.ts, from the files there are. */\nexport const ${index} = {\n${members.join('')}};\n`,
  );
}

function put(tree: Tree, [key = '', ...rest]: string[], text: string): void {
  if (rest.length === 0) {
    tree[key] = text;
    return;
  }
  const below = tree[key];
  const next = typeof below === 'object' ? below : {};
  tree[key] = next;
  put(next, rest, text);
}

const [flag, file] = process.argv.slice(2);
if (flag === '--fill' && file !== undefined)
  for (const [locale, given] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>)) {
    fill(locale, given as Record<string, string>);
    writeIndex(locale);
  }
else if (flag !== undefined) {
  process.stderr.write('Either nothing, or --fill and a file.\n');
  process.exitCode = 64;
} else
  process.stdout.write(
    `${JSON.stringify(Object.fromEntries(languages.map((one) => [one, missingOf(one)])), null, 2)}\n`,
  );
