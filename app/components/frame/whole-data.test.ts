// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { wholeData } from './whole-data.ts';

/** An answer of which half is there. */
function halfAnswer(signal: AbortSignal, status = 200) {
  let end = () => {};
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('half '));
      signal.addEventListener('abort', () => controller.error(signal.reason));
      end = () => {
        controller.enqueue(new TextEncoder().encode('whole'));
        controller.close();
      };
    },
  });
  return { response: new Response(body, { status, headers: { 'x-of': 'page' } }), end: () => end() };
}

test('data of a page that are broken off half way are a request that is broken off', async () => {
  const stop = new AbortController();
  const { response } = halfAnswer(stop.signal);
  const fetched = wholeData(async () => response)('/guilds/1.data?x=1', { signal: stop.signal });
  stop.abort();
  await expect(fetched).rejects.toBe(stop.signal.reason);
});

test('data of a page come whole, with their status and headers', async () => {
  const { response, end } = halfAnswer(new AbortController().signal, 404);
  const fetched = wholeData(async () => response)(new URL('http://localhost/_root.data'));
  end();
  const answer = await fetched;
  expect([answer.status, answer.headers.get('x-of'), await answer.text()]).toEqual([404, 'page', 'half whole']);
  const none = new Response(null, { status: 204 });
  expect(await wholeData(async () => none)('/_root.data')).toBe(none);
});

test('anything else comes as it comes', async () => {
  const { response } = halfAnswer(new AbortController().signal);
  expect(await wholeData(async () => response)('/guilds/1/assistant/stream')).toBe(response);
});
