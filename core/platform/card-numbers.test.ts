import { expect, test } from 'vitest';
import { findCardNumbers, hideCardNumbers } from './card-numbers.ts';

/** Numbers that schemes and Stripe publish for tests. */
const cards = [
  ...['4242424242424242', '4000056655665556', '5555555555554444', '2223003122003222', '378282246310005'],
  ...[
    '6011111111111117',
    '3056930009020004',
    '36227206271667',
    '3566002020360505',
    '6200000000000005',
    '4222222222222',
  ],
];

test('numbers of cards are found however they are written, and nothing else of a line is', () => {
  for (const card of cards) {
    expect(findCardNumbers(`paid with ${card}.`), card).toEqual([card]);
    const grouped = card.replace(/(\d{4})(?=\d)/g, '$1 ');
    expect(findCardNumbers(`{"number":"${grouped}"}`), grouped).toEqual([card]);
    expect(hideCardNumbers(`a ${grouped.replaceAll(' ', '-')} z`)).toBe('a [card] z');
  }
});

test('a wrong digit, ids of Discord, times and hashes are no cards', () => {
  for (const card of cards)
    expect(findCardNumbers(card.replace(/.$/, (last) => String((Number(last) + 1) % 10)))).toEqual([]);
  const others = [
    '1170000000000000009',
    '613425648685547541',
    '62000000000000000',
    '1795348800000',
    'evt_4242424242424242',
  ];
  for (const text of [...others, '424242424242424242424242', 'a4242424242424242', '2026-11-22 11:00:00.000'])
    expect(findCardNumbers(text), text).toEqual([]);
  let found = 0;
  for (let id = 1_100_000_000_000_000_001n; id < 1_100_000_000_000_050_000n; id += 7n)
    found += findCardNumbers(String(id)).length;
  expect(found).toBe(0);
});
