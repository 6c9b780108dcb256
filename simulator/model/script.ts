import { z } from 'zod';
import type { Reply } from './reply.ts';
import { type ChatRequest, textOf } from './request.ts';

export const scriptWish = z.strictObject({
  replies: z.array(
    z
      .strictObject({
        /** Only for a request whose last message contains this. */
        when: z.string().min(1).optional(),
        /** How often it is given; null: always. */
        times: z.int().min(1).nullable().default(1),
        text: z.string().default(''),
        structured: z.unknown().optional(),
        toolCalls: z
          .array(
            z.strictObject({
              name: z.string(),
              /** An object, or any text in its place. */
              arguments: z.union([z.record(z.string(), z.unknown()), z.string()]).default({}),
            }),
          )
          .default([]),
      })
      .refine((one) => one.text !== '' || one.structured !== undefined || one.toolCalls.length > 0, {
        error: 'say text, structured or toolCalls',
      }),
  ),
});

type ScriptedReply = z.infer<typeof scriptWish>['replies'][number];

/** Replies in a queue. A request gets the first that is not for another text. */
export class Script {
  readonly replies: ScriptedReply[] = [];

  add(replies: readonly ScriptedReply[]): void {
    this.replies.push(...replies.map((one) => ({ ...one })));
  }

  take(request: ChatRequest): Reply | undefined {
    const last = request.messages.at(-1);
    const said = last ? textOf(last) : '';
    const found = this.replies.find(({ when }) => when === undefined || said.includes(when));
    if (!found) return undefined;
    if (found.times !== null) found.times -= 1;
    if (found.times === 0) this.replies.splice(this.replies.indexOf(found), 1);
    return {
      text: found.structured === undefined ? found.text : JSON.stringify(found.structured),
      toolCalls: found.toolCalls.map((call) => ({
        name: call.name,
        arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
      })),
    };
  }
}
