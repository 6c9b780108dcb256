import { describe, expect, test } from 'vitest';
import { durationSteps, ghostPath, type HourPoint, labelledHours, percentOf, valueScale } from './hours.ts';

const point = (value: number, before: number | null = null, state: HourPoint['state'] = 'past'): HourPoint => ({
  fromMs: 0,
  state,
  value,
  before,
  observed: 1,
});

describe('the scale of a day', () => {
  test('starts at zero, ends on a round tick and holds yesterday too', () => {
    const scale = valueScale([point(1711), point(20, 2511)], 200, null);
    expect(scale.ticks).toEqual([1000, 2000, 3000]);
    expect(scale.heightOf(0)).toBe(0);
    expect(scale.heightOf(3000)).toBe(200);
    expect(scale.heightOf(1500)).toBe(100);
  });

  test('of time has ticks on round minutes and hours', () => {
    expect(valueScale([point(26 * 3_600_000)], 120, durationSteps).ticks).toEqual([36e6, 72e6, 108e6]);
    expect(valueScale([point(7 * 60_000)], 120, durationSteps).ticks).toEqual([300_000, 600_000]);
  });

  test('counts have no ticks between whole numbers, and an empty day has none at all', () => {
    expect(valueScale([point(1)], 100, null).ticks).toEqual([1]);
    expect(valueScale([point(0)], 100, null)).toMatchObject({ top: 0, ticks: [] });
    expect(valueScale([point(0)], 100, null).heightOf(0)).toBe(0);
  });
});

test('yesterday is one line, broken where it is not known', () => {
  const points = [point(0, 10), point(0, 5), point(0, null), point(0, 0)];
  expect(ghostPath(points, 100, (value) => value * 10)).toBe('M0 0H1V50H2M3 100H4');
});

test('lengths are percentages', () => {
  expect(percentOf(1, 3)).toBe('33.333%');
  expect(percentOf(0, 3)).toBe('0%');
});

test('the highest hour and the hour under way carry their number, unless they touch', () => {
  expect(labelledHours([point(5), point(1), point(1), point(1), point(2, null, 'now')])).toEqual([0, 4]);
  expect(labelledHours([point(1), point(5), point(2, null, 'now')])).toEqual([1]);
  expect(labelledHours([point(0), point(0, null, 'now')])).toEqual([]);
});
