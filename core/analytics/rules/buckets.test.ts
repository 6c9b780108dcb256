import { expect, test } from 'vitest';
import { bucketsOf } from './buckets.ts';
import { dateOfDay } from './period.ts';

const day = (date: string) => Date.parse(date) / 86_400_000;
const named = (from: string, to: string) =>
  bucketsOf({ fromDay: day(from), toDay: day(to) }).map(({ fromDay, toDay }) => [dateOfDay(fromDay), dateOfDay(toDay)]);

test('up to two months are drawn by days', () => {
  expect(named('2028-02-28', '2028-03-01')).toEqual([
    ['2028-02-28', '2028-02-28'],
    ['2028-02-29', '2028-02-29'],
    ['2028-03-01', '2028-03-01'],
  ]);
  expect(named('2026-01-01', '2026-03-03')).toHaveLength(62);
});

test('up to a year is drawn by weeks that begin on Monday, cut off at the ends', () => {
  const weeks = named('2026-01-01', '2026-03-10');
  expect(weeks[0]).toEqual(['2026-01-01', '2026-01-04']);
  expect(weeks[1]).toEqual(['2026-01-05', '2026-01-11']);
  expect(weeks.at(-1)).toEqual(['2026-03-09', '2026-03-10']);
});

test('longer periods are drawn by months, a leap February whole', () => {
  const months = named('2027-12-30', '2029-03-01');
  expect(months[0]).toEqual(['2027-12-30', '2027-12-31']);
  expect(months[2]).toEqual(['2028-02-01', '2028-02-29']);
  expect(months.at(-1)).toEqual(['2029-03-01', '2029-03-01']);
});

test('every day is in one bucket', () => {
  for (const length of [1, 7, 62, 63, 399, 400, 401, 1_098]) {
    const buckets = bucketsOf({ fromDay: 20_000, toDay: 20_000 + length - 1 });
    const days = buckets.flatMap(({ fromDay, toDay }) =>
      Array.from({ length: toDay - fromDay + 1 }, (_, i) => fromDay + i),
    );
    expect(days).toEqual(Array.from({ length }, (_, index) => 20_000 + index));
  }
});
