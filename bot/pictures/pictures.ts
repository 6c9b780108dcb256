import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import type { Logger } from '#core/platform/log.server.ts';

/** A picture takes a tenth of a second; a thread that takes this long is ended. */
const PATIENCE_MS = 8_000;
/** The thread holds tens of megabytes: it goes when nobody needs it. */
const IDLE_MS = 60_000;
/** Pictures that may wait. More would not be drawn in time for whoever asks next. */
const WAITING = 40;

const answerSchema = z.union([
  z.object({ id: z.number(), png: z.instanceof(Uint8Array) }),
  z.object({ id: z.number(), error: z.string() }),
]);

/** Draws SVG documents as PNG, beside what this process does. */
export interface Pictures {
  /** @throws AppError 'too_many_requests' where too many wait · 'internal' where it could not be drawn */
  png(svg: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Waiting {
  done(png: Uint8Array): void;
  fail(error: AppError): void;
  timer: NodeJS.Timeout;
}

/** @param options thread: the file it runs; the build's unless told. */
export function openPictures(log: Logger, options: { thread?: string } = {}): Pictures {
  const file = options.thread ?? path.join(import.meta.dirname, 'picture-thread.js');
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let asked = 0;

  const end = async (why: string | null): Promise<void> => {
    const ending = thread;
    thread = null;
    clearTimeout(idle);
    for (const [id, one] of waiting) {
      waiting.delete(id);
      clearTimeout(one.timer);
      one.fail(new AppError('internal', why ?? 'pictures are closed'));
    }
    if (why !== null) log.warn({ why }, 'the thread that draws pictures ended');
    await ending?.terminate();
  };
  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    clearTimeout(one?.timer);
    if (waiting.size === 0) {
      idle = setTimeout(() => void end(null), IDLE_MS);
      idle.unref();
    }
    return one;
  };
  const start = (): Worker => {
    const begun = new Worker(file);
    begun.unref();
    begun.on('message', (message: unknown) => {
      const answer = answerSchema.parse(message);
      const one = settle(answer.id);
      if ('png' in answer) one?.done(answer.png);
      else one?.fail(new AppError('internal', `the picture was not drawn: ${answer.error}`));
    });
    begun.on('error', (error) => {
      if (thread === begun) void end(error.message);
    });
    begun.on('exit', () => {
      if (thread === begun) void end('it left');
    });
    return begun;
  };

  return {
    png: (svg) =>
      new Promise((done, fail) => {
        if (waiting.size >= WAITING) return fail(new AppError('too_many_requests', 'too many pictures are waiting'));
        clearTimeout(idle);
        thread ??= start();
        const id = ++asked;
        const timer = setTimeout(() => void end('a picture took too long'), PATIENCE_MS);
        waiting.set(id, { done, fail, timer });
        thread.postMessage({ id, svg });
      }),
    close: () => end(null),
  };
}
