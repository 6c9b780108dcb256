const CHUNK_CHARACTERS = 400_000;

/** Anything as lines of JSON, made as fast as the reader takes them. Other sockets breathe between two chunks. */
export function ndjson(items: Iterator<unknown>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setImmediate(resolve));
      let lines = '';
      while (lines.length < CHUNK_CHARACTERS) {
        const next = items.next();
        if (next.done) break;
        lines += `${JSON.stringify(next.value)}\n`;
      }
      if (lines === '') controller.close();
      else controller.enqueue(encoder.encode(lines));
    },
  });
}
