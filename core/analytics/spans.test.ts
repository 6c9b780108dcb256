import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitIntoSpans } from './spans.ts';

test('a period is few spans of days, each of its days in one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 1_100 }), (fromDay, more) => {
      const spans = splitIntoSpans({ fromDay, toDay: fromDay + more });
      const days: number[] = [];
      for (const { days: length, first, last } of spans) {
        expect(first % length).toBe(0);
        expect((last - first) / length).toBeLessThan(6);
        for (let day = first; day < last + length; day++) days.push(day);
      }
      expect(days.sort((a, b) => a - b)).toEqual(Array.from({ length: more + 1 }, (_, index) => fromDay + index));
      expect(spans.reduce((sum, { days: length, first, last }) => sum + (last - first) / length + 1, 0)).toBeLessThan(
        30,
      );
    }),
  );
});
