import { expect, test } from 'vitest';
import { commonSlope } from './heap-slope.ts';

test('processes of different levels have one slope', () => {
  const line = (level: number, slope: number, from: number) =>
    [0, 1, 2, 3].map((step) => ({ hour: from + step, bytes: level + slope * (from + step) }));
  expect(commonSlope([line(500, 7, 0), line(90, 7, 4)])).toBeCloseTo(7);
  expect(commonSlope([line(500, 0, 0), line(900, 0, 4)])).toBeCloseTo(0);
  expect(commonSlope([line(0, 10, 0), line(0, -10, 4)])).toBeCloseTo(0);
});
