import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPeriod } from './read-period.ts';
import { dateOfDay, periodBefore } from './rules/period.ts';

const TODAY = Date.parse('2026-11-21') / 86_400_000;
const read = (query: string) => {
  const { fromDay, toDay } = readPeriod(new URLSearchParams(query), TODAY);
  return [dateOfDay(fromDay), dateOfDay(toDay)];
};

test.each([
  ['', '2026-10-24', '2026-11-20'],
  ['days=7', '2026-11-14', '2026-11-20'],
  ['from=2026-10-01&to=2026-10-31', '2026-10-01', '2026-10-31'],
  ['from=2026-10-31&to=2026-10-01', '2026-10-01', '2026-10-31'],
  ['to=2026-10-31&days=31', '2026-10-01', '2026-10-31'],
  ['from=2026-11-01', '2026-11-01', '2026-11-20'],
  ['from=2026-11-01&to=2027-01-01', '2026-11-01', '2026-11-20'],
  ['from=2027-01-01', '2026-11-20', '2026-11-20'],
  ['from=2026-02-30&to=nonsense&days=-4', '2026-10-24', '2026-11-20'],
  ['from=1970-01-01', '2023-11-19', '2026-11-20'],
])('“%s” is from %s to %s', (query, from, to) => {
  expect(read(query)).toEqual([from, to]);
});

test('whatever the address says, it is a period of at least a day that is over', () => {
  const words = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.date({ noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10)),
  );
  fc.assert(
    fc.property(fc.record({ from: words, to: words, days: words }, { requiredKeys: [] }), (query) => {
      const period = readPeriod(new URLSearchParams(query), TODAY);
      expect(period.fromDay).toBeLessThanOrEqual(period.toDay);
      expect(period.toDay).toBeLessThan(TODAY);
      const before = periodBefore(period);
      expect(before.toDay).toBe(period.fromDay - 1);
      expect(before.toDay - before.fromDay).toBe(period.toDay - period.fromDay);
    }),
  );
});
