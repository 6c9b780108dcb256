import { z } from 'zod';
import type { ToolCall } from '../schema.ts';

/** Calls of one answer; what a model makes beyond is left out. */
const MOST_CALLS = 32;
const id = z.string().max(200);

/** A piece of an answer, as an endpoint that speaks as OpenAI's does streams it; `provider` and `cost` as OpenRouter adds them. */
const chunkSchema = z.object({
  id: id.min(1),
  model: id.optional(),
  provider: id.optional(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        delta: z
          .object({
            content: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().int().min(0),
                  id: id.nullish(),
                  function: z.object({ name: id.nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
      }),
    )
    .max(1),
  usage: z
    .object({
      prompt_tokens: z.number().int().min(0),
      completion_tokens: z.number().int().min(0),
      cost: z.number().min(0).optional(),
    })
    .nullish(),
});
export type Chunk = z.infer<typeof chunkSchema>;

/** The next piece; null at the end. @throws ZodError */
export async function nextChunk(chunks: AsyncIterator<unknown>): Promise<Chunk | null> {
  const { done, value } = await chunks.next();
  return done ? null : chunkSchema.parse(value);
}

/** Calls of tools, which come in pieces. */
export class CallPieces {
  private readonly calls = new Map<number, ToolCall>();

  /** @returns characters that came */
  add({ choices }: Chunk): number {
    let characters = 0;
    for (const { index, ...piece } of choices[0]?.delta?.tool_calls ?? []) {
      const before = this.calls.get(index) ?? { id: '', name: '', input: '' };
      const more = piece.function?.arguments ?? '';
      characters += more.length;
      if (index >= MOST_CALLS) continue;
      this.calls.set(index, {
        id: piece.id ?? before.id,
        name: before.name + (piece.function?.name ?? ''),
        input: before.input + more,
      });
    }
    return characters;
  }

  /** In the order in which they were made. */
  all(): ToolCall[] {
    return [...this.calls].sort(([a], [b]) => a - b).map(([, call]) => call);
  }
}
