import fc from 'fast-check';
import { expect, test } from 'vitest';
import { observedShare, subtract } from './intervals.ts';

test('what is left of a stretch', () => {
  const whole = { fromMs: 0, toMs: 100 };
  expect(subtract(whole, [])).toEqual([whole]);
  expect(subtract(whole, [{ fromMs: 20, toMs: 30 }])).toEqual([
    { fromMs: 0, toMs: 20 },
    { fromMs: 30, toMs: 100 },
  ]);
  expect(subtract(whole, [{ fromMs: -5, toMs: 200 }])).toEqual([]);
  expect(subtract({ fromMs: 5, toMs: 5 }, [])).toEqual([]);
  expect(subtract(whole, [{ fromMs: 100, toMs: 120 }])).toEqual([whole]);
});

test('what is left and what was taken never touch and together make the whole', () => {
  const stretch = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) }));
  fc.assert(
    fc.property(stretch, fc.array(stretch, { maxLength: 6 }), (whole, taken) => {
      const left = subtract(whole, taken);
      const inside = (list: { fromMs: number; toMs: number }[], at: number) =>
        list.some((one) => at >= one.fromMs && at < one.toMs);
      for (let at = 0; at < 61; at += 1) expect(inside(left, at)).toBe(inside([whole], at) && !inside(taken, at));
    }),
  );
});

test('the observed share', () => {
  expect(observedShare({ fromMs: 0, toMs: 100 }, [{ fromMs: 50, toMs: 200 }])).toBe(0.5);
  expect(observedShare({ fromMs: 0, toMs: 100 }, [{ fromMs: 200, toMs: 300 }])).toBe(1);
  expect(observedShare({ fromMs: 10, toMs: 10 }, [{ fromMs: 0, toMs: 300 }])).toBe(1);
});
