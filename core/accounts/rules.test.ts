import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeReturnTo } from './rules.ts';
import { preferencesSchema } from './schema.ts';

describe('where a sign-in leads', () => {
  test.each(['/', '/guilds', '/guilds/1?a=b&c=%2F', '/?q=//x'])('%j is a page of this site', (path) => {
    expect(safeReturnTo(path)).toBe(path);
  });

  test.each([
    null,
    '',
    'guilds',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/auth/sign-out',
    '/x/../auth/sign-out',
    '/.//evil.example',
    '/x/..//evil.example',
    `/${'x'.repeat(600)}`,
  ])('%j is not', (path) => {
    expect(safeReturnTo(path)).toBe(null);
  });

  test('whatever it answers stays on this host in a browser', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '//',
      '..',
      '.',
      'evil.example',
      '@',
      ':',
      '?',
      '#',
      '%2f',
      '%5c',
      '\t',
      ' ',
      'a',
      'auth',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const to = safeReturnTo(`/${parts.join('')}`);
        if (to === null) return;
        const url = new URL(to, 'https://here.example/page');
        expect(url.origin).toBe('https://here.example');
        expect(url.pathname.startsWith('/auth/')).toBe(false);
        expect(safeReturnTo(to)).toBe(to);
      }),
      { numRuns: 5_000 },
    );
  });
});

test('preferences', () => {
  expect(preferencesSchema.parse({ theme: 'system', locale: '' })).toEqual({ theme: null, locale: null });
  expect(preferencesSchema.parse({ theme: 'dark' })).toEqual({ theme: 'dark' });
  expect(preferencesSchema.safeParse({ theme: 'blue' }).success).toBe(false);
  expect(preferencesSchema.safeParse({ locale: 'xx' }).success).toBe(false);
});
