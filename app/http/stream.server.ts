import type { Logger } from '#core/platform/log.server.ts';

/**
 * Text that is made while it is sent: the next piece when the one before is taken, so that none waits in memory. What
 * fails before the first piece is thrown; what fails later breaks the answer off, and whoever reads it can tell.
 */
export async function streamText(pieces: AsyncIterable<string>, log: Logger): Promise<ReadableStream<Uint8Array>> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let first: IteratorResult<string> | null = await iterator.next();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = first ?? (await iterator.next());
          first = null;
          if (piece.done) controller.close();
          else controller.enqueue(encoder.encode(piece.value));
        } catch (error) {
          log.error({ err: error }, 'a file broke off while it was sent');
          controller.error(error);
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
