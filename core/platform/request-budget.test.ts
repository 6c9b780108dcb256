import { expect, test } from 'vitest';
import { RequestBudget } from './request-budget.ts';

test('no second holds more than the budget, neither in all nor for one', () => {
  let now = 1_000_000;
  const budget = new RequestBudget({ now: () => now }, 10, 4);
  const sent: { key: string; atMs: number }[] = [];
  for (; now < 1_020_000; now++) {
    for (const key of ['a', 'b', 'c', 'd']) if (budget.take(key) === 0) sent.push({ key, atMs: now });
  }
  const busiest = (requests: typeof sent) =>
    Math.max(
      ...requests.map(({ atMs }) => requests.filter((one) => one.atMs >= atMs && one.atMs < atMs + 1_000).length),
    );
  expect(busiest(sent)).toBe(10);
  for (const key of ['a', 'b', 'c']) expect(busiest(sent.filter((one) => one.key === key))).toBeLessThanOrEqual(4);
});

test('a quiet time is not saved up, and a busy key does not hold the others up', () => {
  let now = 1;
  const budget = new RequestBudget({ now: () => now }, 10, 1);
  expect(budget.take('a')).toBe(0);
  expect(budget.take('a')).toBe(1_000);
  now += 100;
  expect(budget.take('b')).toBe(0);
  now += 60_000;
  expect([budget.take('c'), budget.take('d')]).toEqual([0, 100]);
});
