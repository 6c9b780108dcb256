import { describe, expect, test } from 'vitest';
import type { Source } from '../schema.ts';
import { onlyKnownCitations } from './citations.ts';
import { unsupportedNumbers } from './support.ts';

const source: Source = {
  ...{ number: 1, tool: 'totals', path: '/guilds/1/overview', range: { from: '2026-11-01', to: '2026-11-07' } },
  facts: [
    { name: 'messages', of: null, value: 12_345, missing: null },
    { name: 'voiceHours', of: 'lounge-24', value: 55.5, missing: null },
    { name: 'messagesChangePercent', of: null, value: -7.4, missing: null },
    { name: 'node', of: 'Winter cup', value: 'It begins at 9.30 on 12 December.', missing: null },
    { name: 'joins', of: null, value: null, missing: 'unobserved' },
  ],
};
const unsupported = (answer: string, question = '') => unsupportedNumbers(answer, question, [source]);

describe('numbers that a source has, however a language writes them', () => {
  test.each([
    '12345 messages [1]',
    '12,345 messages',
    '12.345 Nachrichten',
    "12'345 Nachrichten",
    '12 345 messages',
    'about 12.3k messages',
    '55.5 hours, 55,5 Stunden, about 56 hours',
    '7.4 % fewer; 7 % fewer; -7,4 %',
    'From 1 to 7 November 2026: 7 days',
    'In lounge-24, on 12 December at 9.30',
    '1. a list\n2. of two',
    'Week1 is a word',
  ])('%s', (answer) => {
    expect(unsupported(answer)).toEqual([]);
  });
});

describe('numbers that none has', () => {
  test.each([
    ['There were 12,346 messages.', ['12,346']],
    ['99 joins and 100 leaves, 99 in all', ['99', '100']],
    ['55.4 hours', ['55.4']],
    ['13k messages', ['13k']],
    ['It cost $3.50', ['3.50']],
  ])('%s', (answer, found) => {
    expect(unsupported(answer)).toEqual(found);
  });
});

test('what the question said is no claim of the answer', () => {
  expect(unsupported('Of your 40 channels none is named.', 'I have 40 channels')).toEqual([]);
});

test('marks of sources that there are not are taken out', () => {
  expect(onlyKnownCitations('So many [1], and more [2][17].', [source])).toBe('So many [1], and more.');
});
