import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { endingWith, endsAfter, fetchUntil } from './ending.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

test('a time ends what it was set for, also where garbage is collected meanwhile, and whoever is first ends it', async () => {
  let ended = 0;
  const collecting = setInterval(collectGarbage, 10);
  for (let number = 0; number < 20; number += 1)
    endsAfter(100, new AbortController().signal, undefined).addEventListener('abort', () => ended++);
  await expect.poll(() => ended, { timeout: 5_000 }).toBe(20);
  clearInterval(collecting);
  const first = new AbortController();
  const signal = endsAfter(60_000, first.signal);
  expect(signal.aborted).toBe(false);
  first.abort(new Error('enough'));
  expect(signal.reason).toEqual(new Error('enough'));
  expect(endsAfter(60_000, first.signal).aborted).toBe(true);
});

/** What goes on for as long as somebody is there. */
async function endless() {
  let isHeard = false;
  const server = http.createServer((_request, response) => {
    isHeard = true;
    const writing = setInterval(() => response.write('more '), 2);
    response.once('close', () => {
      clearInterval(writing);
      isHeard = false;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, isHeard: () => isHeard, close: () => server.close() };
}

test('a body ends with its signal, whatever fetch knows of it', async () => {
  const answer = await endless();
  for (const meanwhile of ['reading', 'waiting']) {
    const stop = new AbortController();
    const response = endingWith(await fetch(answer.url), stop.signal);
    const reader = response.body?.getReader();
    await reader?.read();
    const next = meanwhile === 'reading' ? reader?.read() : undefined;
    expect(answer.isHeard()).toBe(true);
    stop.abort();
    await next?.catch(() => {});
    await expect.poll(answer.isHeard).toBe(false);
    await expect(reader?.read()).rejects.toThrow('aborted');
  }
  const stopped = AbortSignal.abort();
  await expect(endingWith(await fetch(answer.url), stopped).text()).rejects.toThrow('aborted');
  await expect.poll(answer.isHeard).toBe(false);
  answer.close();
});

test('a body that is read to its end, or left by its reader, is as it came', async () => {
  const { signal } = new AbortController();
  const made = new Response('all of it', { status: 201, headers: { 'x-of': 'this' } });
  const whole = endingWith(made, signal);
  expect([whole.status, whole.headers.get('x-of'), await whole.text()]).toEqual([201, 'this', 'all of it']);
  const answer = await endless();
  await endingWith(await fetch(answer.url), signal).body?.cancel();
  await expect.poll(answer.isHeard).toBe(false);
  answer.close();
});

test('an answer that does not begin is waited for until the signal, and then nobody is there for it', async () => {
  let begin = () => {};
  let isHeard = false;
  const server = http.createServer((_request, response) => {
    isHeard = true;
    response.once('close', () => {
      isHeard = false;
    });
    begin = () => void response.writeHead(200).write('late');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = new AbortController();
  const asked = fetchUntil(url, { signal: stop.signal });
  await expect.poll(() => isHeard).toBe(true);
  stop.abort();
  await expect(asked).rejects.toThrow('aborted');
  await expect.poll(() => isHeard).toBe(false);
  await expect(fetchUntil(url, { signal: stop.signal })).rejects.toThrow('aborted');
  const heard = fetchUntil(url, { signal: new AbortController().signal });
  await expect.poll(() => isHeard).toBe(true);
  begin();
  const { status, body } = await heard;
  expect(status).toBe(200);
  await body?.cancel();
  await expect.poll(() => isHeard).toBe(false);
  server.close();
});
