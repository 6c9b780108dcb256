/**
 * A signal that ends with the first of some, and after a time. `AbortSignal.timeout` inside of `AbortSignal.any` is not
 * used: Node 20 collects it with the garbage, and then nothing ends. Source: nodejs/node, lib/internal/abort_controller.js.
 * @param afterMs milliseconds; nothing waits for it at the end of a process
 */
export function endsAfter(afterMs: number, ...signals: (AbortSignal | undefined)[]): AbortSignal {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException('it took too long', 'TimeoutError')), afterMs);
  timer.unref();
  const ends = AbortSignal.any([late.signal, ...signals.filter((signal) => signal !== undefined)]);
  ends.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return ends;
}

/**
 * `fetch` that ends with its signal, before the answer begins and while its body is read. Where that takes some seconds on a
 * busy machine, Node's own can miss the signal and go on for nobody. Seen in Node 20.20 (undici 6.24).
 */
export async function fetchUntil(input: Parameters<typeof fetch>[0], init: RequestInit): Promise<Response> {
  const { signal } = init;
  const asked = fetch(input, init);
  if (!signal) return asked;
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason);
      asked.then((late) => late.body?.cancel()).catch(() => {});
    };
  });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return endingWith(await Promise.race([asked, stopped]), signal);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A response whose body ends with a signal. */
export function endingWith(response: Response, signal: AbortSignal): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const cancel = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        signal.removeEventListener('abort', cancel);
        if (signal.aborted) controller.error(signal.reason);
        else controller.close();
      },
      async cancel(reason) {
        signal.removeEventListener('abort', cancel);
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
