import { expect, test } from 'vitest';
import { createFormat } from './format.ts';
import { guildAcronym } from './GuildIcon.tsx';

const format = createFormat('en');

test('a share short of full never reads as full, one above nothing never as nothing', () => {
  expect(['0', 0.001, 0.5, 0.996, 1].map((share) => format.percent(Number(share)))).toEqual([
    '0%',
    '1%',
    '50%',
    '99%',
    '100%',
  ]);
});

test('a change has its sign', () => {
  expect(format.change(112, 100)).toBe('+12%');
  expect(format.change(92, 100)).toBe('-8%');
  expect(format.change(100, 100)).toBe('0%');
  expect(format.change(5, 0)).toBe('0%');
});

test('exact up to five digits, rounded beyond', () => {
  expect(format.glance(99_999)).toBe('99,999');
  expect(format.glance(1_256_520)).toBe('1.3M');
});

test('times are those of the zone that is given', () => {
  expect(format.timeExact(Date.parse('2026-11-21T13:02:31Z'), 'Europe/Berlin')).toBe('14:02:31');
  expect(format.time(Date.parse('2026-11-21T00:00:00Z'), 'UTC')).toBe('00:00');
});

test('letters of a guild are whole graphemes', () => {
  expect(guildAcronym('Berlin Makers and more')).toBe('BM');
  expect(guildAcronym('👩‍💻 dev')).toBe('👩‍💻d');
  expect(guildAcronym('   ')).toBe('');
});
