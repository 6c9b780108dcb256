import type { AssistantEvent, Turn } from '#core/assistant/schema.ts';
import type { Logger } from '#core/platform/log.server.ts';

/**
 * An answer as server-sent events, each the next when the one before was taken. Whoever goes away ends it, so that no model
 * writes for nobody. What fails before the first event is thrown; what fails later breaks the stream off.
 * Source: WHATWG HTML, "Server-sent events".
 */
export async function assistantStream(
  events: AsyncGenerator<AssistantEvent, Turn>,
  stop: AbortController,
  log: Logger,
): Promise<Response> {
  const encoder = new TextEncoder();
  let first: IteratorResult<AssistantEvent, Turn> | null = await events.next();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = first ?? (await events.next());
          first = null;
          if (next.done) controller.close();
          else controller.enqueue(encoder.encode(`data: ${eventJson(next.value)}\n\n`));
        } catch (error) {
          if (stop.signal.aborted) return;
          log.error({ err: error }, 'an answer broke off while it was sent');
          controller.error(error);
        }
      },
      async cancel() {
        stop.abort();
        await events
          .return(undefined as never)
          .catch((error: unknown) => log.error({ err: error }, 'an answer was left'));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}

/** Amounts are larger than a number of JSON may be: they go as text. */
function eventJson(event: AssistantEvent): string {
  return JSON.stringify(event, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
}
