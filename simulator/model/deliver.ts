import type { ServerResponse } from 'node:http';
import { type Book, creditsOf, type Generation } from './book.ts';
import type { Plan } from './plan.ts';
import type { Piece } from './reply.ts';
import { streamWriter, wholeWriter } from './writers.ts';

/** How often a client that waits hears that the connection lives. */
const KEEP_ALIVE_MS = 500;

/** How an answer goes out: chunk by chunk, or all at its end. */
export interface Writer {
  begin(): void;
  keepAlive(): void;
  piece(piece: Piece): void;
  error(): void;
  /** @param broken whether a piece of JSON is cut in two */
  end(finishReason: string, usage: object | null, broken: boolean): void;
}

/** Sends an answer as it is planned, and bills what was sent of it, also where the client hangs up. */
export async function deliver(
  outgoing: ServerResponse,
  generation: Generation,
  { plan, maxTokens, book }: { plan: Plan; maxTokens: number; book: Book },
): Promise<void> {
  const writer = generation.streamed ? streamWriter(outgoing, generation) : wholeWriter(outgoing, generation);
  let gone = false;
  const closed = new Promise<void>((resolve) => {
    outgoing.once('close', () => {
      gone = true;
      resolve();
    });
  });
  const pause = (ms: number) => waitFor(ms, closed, () => writer.keepAlive());
  outgoing.setHeader('x-generation-id', generation.id);
  writer.begin();
  if (plan.firstMs > 0) await pause(plan.firstMs);
  let finish: string = plan.finish;
  let chunks = 0;
  for (const piece of plan.pieces) {
    if (gone) return book.end(generation, { cancelled: true, finishReason: null });
    if (plan.cut && chunks >= plan.cut.after) {
      if (plan.cut.how === 'error-chunk') writer.error();
      else outgoing.destroy();
      return book.end(generation, { cancelled: false, finishReason: plan.cut.how === 'error-chunk' ? 'error' : null });
    }
    if (!plan.endless && generation.completionTokens + piece.tokens > maxTokens) {
      finish = 'length';
      break;
    }
    generation.completionTokens += piece.tokens;
    writer.piece(piece);
    chunks += 1;
    if (plan.betweenMs > 0) await pause(plan.betweenMs);
    else await breath(outgoing, closed);
  }
  if (gone) return book.end(generation, { cancelled: true, finishReason: null });
  if (plan.billingFactor > 1)
    generation.completionTokens =
      plan.billingFactor * (Number.isFinite(maxTokens) ? maxTokens : generation.completionTokens);
  book.end(generation, { cancelled: false, finishReason: finish });
  writer.end(finish, plan.withoutUsage ? null : usageOf(generation), plan.brokenChunk);
}

function usageOf({ promptTokens, completionTokens, costMicros }: Generation) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    cost: creditsOf(costMicros),
  };
}

/** Lets other sockets have their turn, and a slow reader drain; so a client that hangs up is noticed between two tokens. */
async function breath(outgoing: ServerResponse, closed: Promise<void>): Promise<void> {
  if (outgoing.writableNeedDrain) {
    await Promise.race([new Promise<void>((resolve) => outgoing.once('drain', resolve)), closed]);
    return;
  }
  await new Promise((resolve) => setImmediate(resolve));
}

async function waitFor(ms: number, closed: Promise<void>, keepAlive: () => void): Promise<void> {
  const beat = setInterval(keepAlive, KEEP_ALIVE_MS);
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([over, closed]);
  clearTimeout(timer);
  clearInterval(beat);
}
