import { expect, test } from 'vitest';
import { type DayValue, makeSeries } from './series.ts';

const day = (day: number, value: number | null, observed = 1): DayValue => ({ day, value, observed });

test('a day that was not observed is unknown, never zero; one that was may be zero', () => {
  const series = makeSeries({ fromDay: 10, toDay: 12 }, [day(10, 0), day(12, 5, 0.5)], 'sum');
  expect(series.map(({ value, observed }) => [value, observed])).toEqual([
    [0, 1],
    [null, 0],
    [5, 0.5],
  ]);
});

test('each place stands beside the same days of the period before, if those were observed', () => {
  const days = [day(8, 80), day(9, 90, 0.9), day(10, 100), day(11, 110)];
  expect(makeSeries({ fromDay: 10, toDay: 11 }, days, 'sum').map(({ before }) => before)).toEqual([80, null]);
});

test('in weeks what happened is summed, people are averaged over known days, the last and the highest are found', () => {
  // 2026-01-05 is a Monday; 70 days are drawn by weeks.
  const monday = Date.parse('2026-01-05') / 86_400_000;
  const period = { fromDay: monday, toDay: monday + 69 };
  const days = [day(monday, 10), day(monday + 1, 20), day(monday + 2, null), day(monday + 3, 6, 0.5)];
  const first = (gathering: Parameters<typeof makeSeries>[2]) => makeSeries(period, days, gathering)[0]?.value;
  expect([first('sum'), first('mean'), first('last'), first('max')]).toEqual([36, 12, 6, 20]);
  expect(makeSeries(period, days, 'sum')[0]?.observed).toBe(0.5);
});

test('parts are summed with their value', () => {
  const days = [
    { ...day(1, 3), parts: [1, 2] },
    { ...day(2, 7), parts: [3, 4] },
  ];
  expect(makeSeries({ fromDay: 1, toDay: 2 }, days, 'sum').map(({ parts }) => parts)).toEqual([
    [1, 2],
    [3, 4],
  ]);
});
