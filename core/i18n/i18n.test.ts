import { describe, expect, test } from 'vitest';
import { english } from './english.ts';
import { formatDuration, formatNumber, formatRelative, formatShare, formatTime } from './format.ts';
import { speakerOf } from './i18n.ts';
import { mirroredText, pseudoText, pseudoWords } from './pseudo.ts';
import { chooseLocale, directionOf, findLocale, offeredLocales } from './rules.ts';

test('a speaker is ready at once and fills the gaps', () => {
  expect(speakerOf('en').t('guilds:picker.noMatch', { query: '<b>' })).toBe('No server matches “<b>”.');
  expect(speakerOf('en')).toBe(speakerOf('en'));
});

describe('the pseudo-locale', () => {
  test('says every word longer and accented, and keeps placeholders and tags', () => {
    expect(pseudoText('Sign in as {{name}} <0>now</0>')).toMatch(/^\[Šîĝñ îñ áš \{\{name\}\} <0>ñöŵ<\/0> ~+\]$/);
    expect(pseudoText('Search servers').length).toBeGreaterThanOrEqual(Math.round('Search servers'.length * 1.3));
    expect(speakerOf('en-XA').t('common:signIn')).toBe(pseudoText(english.common.signIn));
    expect(Object.keys(pseudoWords(english))).toEqual(Object.keys(english));
  });

  test('mirrors each word, and keeps placeholders', () => {
    expect(mirroredText('Sign in as {{name}}')).toBe('\u202eSign\u202c \u202ein\u202c \u202eas\u202c {{name}}');
    expect(speakerOf('en-XB').t('common:signOut')).toBe(mirroredText(english.common.signOut));
    expect([directionOf('en-XB'), directionOf('en-XA'), directionOf('en')]).toEqual(['rtl', 'ltr', 'ltr']);
  });

  test('is never offered in production', () => {
    expect(chooseLocale(offeredLocales('production'), 'en-XA', 'en-XA')).toBe('en');
    for (const locale of ['en-XA', 'en-XB'] as const)
      expect(chooseLocale(offeredLocales('test'), locale, null)).toBe(locale);
  });
});

test('the choice of a locale', () => {
  const offered = offeredLocales('production');
  expect(chooseLocale(offered, null, 'de-CH, en-GB;q=0.8')).toBe('de');
  expect(chooseLocale(offered, null, 'pl, de;q=0.3, ja;q=0.8')).toBe('ja');
  expect(chooseLocale(offered, 'fr', 'de')).toBe('fr');
  expect(chooseLocale(offered, 'en-XA', 'de')).toBe('de');
  expect(chooseLocale(offered, null, 'pl', 'pt-PT')).toBe('pt-BR');
  expect(chooseLocale(offered, null, null, 'es-419')).toBe('es');
  expect(findLocale(offered, null, 'pl', 'zh-TW')).toBeNull();
  expect(chooseLocale(offered, 'xx', ';;;q=9,,*')).toBe('en');
  expect(chooseLocale(offered, undefined, 'x'.repeat(100_000))).toBe('en');
});

test('formats', () => {
  expect(formatNumber('en', 1234567)).toBe('1,234,567');
  expect(formatShare('en', 0.953)).toBe('95%');
  expect(formatDuration('en', 12_000_000)).toBe('3 hr 20 min');
  expect(formatDuration('en', 0)).toBe('0 sec');
  expect(formatDuration('en', 125_000)).toBe('2 min 5 sec');
  expect(formatTime('en', Date.UTC(2026, 10, 21, 23, 30), 'Asia/Tokyo', { dateStyle: 'short' })).toBe('11/22/26');
  expect(formatRelative('en', 0, 180_000)).toBe('3 minutes ago');
});
