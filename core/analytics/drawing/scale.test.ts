import { expect, test } from 'vitest';
import { durationSteps, percentOf, valueScale } from './scale.ts';

test('a scale starts at zero and ends on a round tick', () => {
  const scale = valueScale(2_511, 200, null);
  expect(scale.ticks).toEqual([1000, 2000, 3000]);
  expect(scale.heightOf(0)).toBe(0);
  expect(scale.heightOf(3000)).toBe(200);
  expect(scale.heightOf(1500)).toBe(100);
});

test('a scale of time has ticks on round minutes and hours', () => {
  expect(valueScale(26 * 3_600_000, 120, durationSteps).ticks).toEqual([36e6, 72e6, 108e6]);
  expect(valueScale(7 * 60_000, 120, durationSteps).ticks).toEqual([300_000, 600_000]);
});

test('counts have no ticks between whole numbers, and nothing has none at all', () => {
  expect(valueScale(1, 100, null).ticks).toEqual([1]);
  expect(valueScale(0, 100, null)).toMatchObject({ top: 0, ticks: [] });
  expect(valueScale(0, 100, null).heightOf(0)).toBe(0);
});

test('lengths are percentages', () => {
  expect(percentOf(1, 3)).toBe('33.333%');
  expect(percentOf(0, 3)).toBe('0%');
});
