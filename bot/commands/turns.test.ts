import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('so many run at once, the others in order, and one that fails holds up nobody', async () => {
  const turns = new Turns(2, 10);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const work = (id: number) => async () => {
    begun.push(id);
    running += 1;
    most = Math.max(most, running);
    await sleep(5);
    running -= 1;
    if (id % 3 === 0) throw new Error('no');
    return id;
  };
  const ids = Array.from({ length: 10 }, (_, id) => id);
  const done = await Promise.allSettled(ids.map((id) => turns.run(work(id))));
  expect(most).toBe(2);
  expect(begun).toEqual(ids);
  expect(done.map(({ status }) => status === 'fulfilled')).toEqual(ids.map((id) => id % 3 !== 0));
});

test('who would wait behind too many is refused at once', async () => {
  const turns = new Turns(1, 1);
  let end = () => {};
  const first = turns.run(() => new Promise<void>((resolve) => (end = resolve)));
  const second = turns.run(async () => 'second');
  await expect(turns.run(async () => 'third')).rejects.toMatchObject({ code: 'too_many_requests' });
  end();
  await first;
  expect(await second).toBe('second');
  expect(await turns.run(async () => 'later')).toBe('later');
});
