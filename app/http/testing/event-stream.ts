/** Reads server-sent events as they come. */
export interface EventStream {
  /** Data of each event so far, parsed. */
  readonly events: unknown[];
  /** Comments so far. */
  readonly comments: string[];
  /** Milliseconds since 1970 at which the server ended the stream. */
  readonly ended: Promise<number>;
  close(): Promise<void>;
}

export function readEvents(response: Response): EventStream {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('the response has no body');
  const events: unknown[] = [];
  const comments: string[] = [];
  const ended = (async () => {
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done) return Date.now();
      rest += value ?? '';
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) comments.push(block);
        if (block.startsWith('data: ')) events.push(JSON.parse(block.slice('data: '.length)));
      }
    }
  })();
  return { events, comments, ended, close: () => reader.cancel() };
}
