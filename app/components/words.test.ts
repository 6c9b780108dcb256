import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { definitionKeys, gapReasons } from '#core/analytics/rules.ts';
import { english } from '#core/i18n/english.ts';

const folder = path.resolve('app');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => ({ file, source: readFileSync(path.join(folder, file), 'utf8') }));

test('every definition and every reason has its words', () => {
  expect(Object.keys(english.analytics.definition).sort()).toEqual([...definitionKeys].sort());
  expect(Object.keys(english.analytics.reason).sort()).toEqual([...gapReasons, 'unknown'].sort());
});

/** All strings of a namespace, by dotted path, without the endings of plurals. */
function leaves(words: object, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${prefix}${key}.`)
      : [`${prefix}${key.replace(/_(one|other)$/, '')}`],
  );
}

test('no words of the pages are left without a page', () => {
  const said = sources.map(({ source }) => source).join('\n');
  const namespaces = [
    ...(['ui', 'analytics', 'operator', 'guilds', 'privacy-centre'] as const),
    ...(['staff', 'welcome', 'consent', 'contact'] as const),
  ];
  const unused = namespaces.flatMap((namespace) =>
    [...new Set(leaves(english[namespace]))]
      .filter((key) => {
        const parts = key.split('.');
        const written =
          said.includes(`${namespace}:${key}'`) || said.includes(`${namespace}:${key}\``) || said.includes(`'${key}'`);
        // A key made of a constant part and a variable one: `ui:frame.${key}`, `ui:landing.how.${step}.title`.
        const made = parts.some((_, index) => said.includes(`${namespace}:${parts.slice(0, index).join('.')}.\${`));
        return !written && !made;
      })
      .map((key) => `${namespace}:${key}`),
  );
  expect(unused).toEqual([]);
});

test('no view writes a style attribute or a word of its own between tags', () => {
  for (const { file, source } of sources) {
    expect(source, file).not.toMatch(/\bstyle=\{/);
    expect(source.match(/>\s*[A-Z][a-z]+ [a-z]+[^<>{}=]*<\//g) ?? [], file).toEqual([]);
  }
});
