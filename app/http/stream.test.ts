import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLog } from '#core/platform/log.server.ts';
import { streamText } from './stream.server.ts';

const log = createLog('test', 'silent');

test('a piece is made when the one before was taken, and no more once the reader is gone', async () => {
  let made = 0;
  let ended = false;
  async function* pieces() {
    try {
      for (;;) {
        made += 1;
        yield `${made}\n`;
      }
    } finally {
      ended = true;
    }
  }
  const reader = (await streamText(pieces(), log)).getReader();
  for (let taken = 1; taken <= 5; taken++) {
    const { value } = await reader.read();
    expect(new TextDecoder().decode(value)).toBe(`${taken}\n`);
    await sleep(5);
    expect(made).toBe(taken);
  }
  await reader.cancel();
  expect(ended).toBe(true);
});

test('what fails before the first piece is thrown, and what fails later breaks the answer off', async () => {
  async function* failing(after: number) {
    for (let piece = 0; piece < after; piece++) yield `${piece}`;
    throw new Error('the database went away');
  }
  await expect(streamText(failing(0), log)).rejects.toThrow('went away');
  const begun = new Response(await streamText(failing(2), log));
  await expect(begun.text()).rejects.toThrow('went away');
});

test('nothing at all is an empty answer', async () => {
  async function* nothing(): AsyncGenerator<string> {}
  expect(await new Response(await streamText(nothing(), log)).text()).toBe('');
});
