import { expect, test } from 'vitest';
import { EventQueue } from './event-queue.ts';

test('what is put in comes out in its order, before and after somebody waits', async () => {
  const queue = new EventQueue<number>();
  queue.put(1);
  const taken: number[] = [];
  const taking = (async () => {
    for await (const one of queue.take()) taken.push(one);
  })();
  await Promise.resolve();
  queue.put(2);
  queue.put(3);
  queue.end();
  await taking;
  expect(taken).toEqual([1, 2, 3]);
});
