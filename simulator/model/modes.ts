import { z } from 'zod';

const scope = { model: z.string().optional(), next: z.int().min(1).optional() };
const ms = z.int().min(0).max(600_000);

/** How requests are answered: of one model or of all, from now on or the next so many. README.md says what each does. */
export const modeWish = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('helpful'), ...scope }),
  z.strictObject({ mode: z.literal('scripted'), ...scope }),
  z.strictObject({ mode: z.literal('obeying'), tokensAChunk: z.int().min(1).max(1_000).optional(), ...scope }),
  z.strictObject({ mode: z.literal('slow'), firstMs: ms.default(0), betweenMs: ms.default(0), ...scope }),
  z.strictObject({
    mode: z.literal('failing'),
    how: z.enum(['status', 'reset', 'hang-up', 'error-chunk']).default('status'),
    status: z.literal([400, 401, 402, 403, 404, 408, 429, 500, 502, 503]).default(503),
    retryAfter: z.int().min(0).optional(),
    afterChunks: z.int().min(0).default(3),
    ...scope,
  }),
  z.strictObject({
    mode: z.literal('malformed'),
    how: z.enum(['chunk', 'arguments', 'object', 'no-usage', 'content-type']),
    ...scope,
  }),
  z.strictObject({ mode: z.literal('endless'), betweenMs: ms.default(2), ...scope }),
  z.strictObject({ mode: z.literal('over-billing'), factor: z.int().min(2).max(1_000).default(3), ...scope }),
]);

export type Mode = z.infer<typeof modeWish>;

/** Which mode a request meets: those for the next so many first, in their order; then its model's; then all models'. */
export class Modes {
  private readonly passing: { mode: Mode; left: number }[] = [];
  private readonly lasting = new Map<string | null, Mode>();

  set(mode: Mode): void {
    if (mode.next === undefined) this.lasting.set(mode.model ?? null, mode);
    else this.passing.push({ mode, left: mode.next });
  }

  clear(): void {
    this.passing.length = 0;
    this.lasting.clear();
  }

  take(model: string): Mode {
    const first = this.passing.find(({ mode }) => mode.model === undefined || mode.model === model);
    if (!first) return this.lasting.get(model) ?? this.lasting.get(null) ?? { mode: 'helpful' };
    first.left -= 1;
    if (first.left === 0) this.passing.splice(this.passing.indexOf(first), 1);
    return first.mode;
  }

  describe() {
    return {
      next: this.passing.map(({ mode, left }) => ({ ...mode, next: left })),
      lasting: [...this.lasting.values()],
    };
  }
}
