import { expect, test } from 'vitest';
import { Recent } from './recent.ts';

function scripted() {
  let nowMs = 0;
  let asked = 0;
  const recent = new Recent<number>(3, { now: () => nowMs });
  return {
    pass: (ms: number) => {
      nowMs += ms;
    },
    asked: () => asked,
    get: (key: string, maxAgeMs: number, fails = false) =>
      recent.get(key, maxAgeMs, async () => {
        asked += 1;
        if (fails) throw new Error('no answer');
        return asked;
      }),
  };
}

test('an answer serves until it is too old, counted from the asking', async () => {
  const { get, pass } = scripted();
  expect(await get('a', 100)).toBe(1);
  pass(99);
  expect(await get('a', 100)).toBe(1);
  expect(await get('a', 50)).toBe(2);
  pass(100);
  expect(await get('a', 100)).toBe(3);
  expect(await get('a', 0)).toBe(4);
});

test('many who ask at once wait for one answer', async () => {
  const { get, asked } = scripted();
  expect(await Promise.all([get('a', 100), get('a', 100), get('a', 100)])).toEqual([1, 1, 1]);
  expect(asked()).toBe(1);
});

test('a failure is told to those who wait and not remembered', async () => {
  const { get } = scripted();
  const failed = await Promise.allSettled([get('a', 100, true), get('a', 100)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await get('a', 100)).toBe(2);
});

test('the oldest go when there are too many', async () => {
  const { get } = scripted();
  for (const key of ['a', 'b', 'c', 'd']) await get(key, 100);
  expect(await get('d', 100)).toBe(4);
  expect(await get('a', 100)).toBe(5);
});
