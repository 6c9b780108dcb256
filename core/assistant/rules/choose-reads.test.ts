import { describe, expect, test } from 'vitest';
import { speakerOf } from '#core/i18n/i18n.ts';
import { type Locale, locales } from '#core/i18n/rules.ts';
import { askedPeriod, units } from './asked-period.ts';
import { type ChosenByWords, chooseReads, chosenByWords } from './choose-reads.ts';
import { withoutFiller } from './without-filler.ts';

const wordsIn = (locale: Locale) =>
  Object.fromEntries(chosenByWords.map((name) => [name, speakerOf(locale).t(`assistant:words.${name}`)])) as Record<
    ChosenByWords,
    string
  >;
const unitsIn = (locale: Locale) =>
  Object.fromEntries(units.map((unit) => [unit, speakerOf(locale).t(`assistant:words.${unit}`)])) as Record<
    (typeof units)[number],
    string
  >;

describe('what the words of a question name is read', () => {
  test.each([
    ['en', 'How many messages were written?', 'totals'],
    ['en', 'How many people joined?', 'growth'],
    ['en', 'Who stayed?', 'retention'],
    ['de', 'Wie viele sind beigetreten?', 'growth'],
    ['de', 'Wie viele Nachrichten?', 'totals'],
    ['fr', 'Qui est resté ?', 'retention'],
    ['fr', 'Combien de messages ?', 'totals'],
    ['es', '¿Cuántos mensajes?', 'totals'],
    ['es', '¿Qué ajustes hay?', 'settings'],
    ['pt-BR', 'Quantas mensagens?', 'totals'],
    ['pt-BR', 'Quantos membros saíram?', 'growth'],
    ['ja', 'メッセージはいくつ？', 'totals'],
    ['ja', 'ロールの一覧', 'structure'],
  ] as const)('%s: %s', (locale, question, expected) => {
    expect(chooseReads(question, wordsIn(locale))).toContain(expected);
  });

  test.each(locales)('%s: words that say nothing choose nothing', (locale) => {
    expect(chooseReads('xyzzy', wordsIn(locale))).toEqual([]);
  });
});

test('what says nothing is left out of what is searched, in each language', () => {
  const rest = (locale: Locale, question: string) =>
    withoutFiller(question, speakerOf(locale).t('assistant:words.filler'));
  expect(rest('en', 'When is the winter cup?')).toBe('winter cup');
  expect(rest('de', 'Wann ist der Winterpokal?')).toBe('Winterpokal');
  expect(rest('fr', 'Où est le salon des règles ?')).toBe('salon règles');
  expect(rest('es', '¿Dónde está la regla?')).toBe('regla');
  expect(rest('pt-BR', 'Onde está a regra?')).toBe('regra');
  expect(rest('en', 'What is it?')).toBe('');
});

describe('which days a question is about', () => {
  const TODAY = Date.parse('2026-11-29') / 86_400_000;
  test.each([
    ['en', 'in the last 2 weeks', '2026-11-15', '2026-11-28'],
    ['en', 'yesterday', '2026-11-28', '2026-11-28'],
    ['en', 'from 2026-10-03 to 2026-10-01', '2026-10-01', '2026-10-03'],
    ['de', 'in den letzten 3 Tagen', '2026-11-26', '2026-11-28'],
    ['fr', 'la semaine dernière', '2026-11-22', '2026-11-28'],
    ['es', 'los últimos 10 días', '2026-11-19', '2026-11-28'],
    ['pt-BR', 'o mês passado', '2026-10-30', '2026-11-28'],
    ['ja', '2週の間', '2026-11-15', '2026-11-28'],
  ] as const)('%s: %s', (locale, question, from, to) => {
    expect(askedPeriod(question, unitsIn(locale), TODAY)).toEqual({ from, to });
  });

  test('none, where none is named', () => {
    expect(askedPeriod('How many messages?', unitsIn('en'), TODAY)).toBeNull();
  });
});
