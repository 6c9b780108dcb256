import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Routed } from './route-request.ts';

/** One answer that was made, as it is billed. Amounts are whole millionths of a credit. */
export interface Generation {
  id: string;
  key: string;
  user: string | null;
  model: string;
  vendor: string;
  vendorName: string;
  streamed: boolean;
  createdMs: number;
  endedMs: number | null;
  promptTokens: number;
  /** Sent till now, or billed at the end. */
  completionTokens: number;
  costMicros: number;
  /** The client hung up. */
  cancelled: boolean;
  finishReason: string | null;
}

const MICROS = 1_000_000;
const DAY_MS = 86_400_000;

export const creditsOf = (micros: number) => micros / MICROS;

/** Every generation, summed by key. With a file, what has ended outlives the process. */
export class Book {
  readonly generations = new Map<string, Generation>();
  /** How long after its end a generation is found by its id. */
  foundAfterMs = 0;
  /** Micros that a key may spend in all; null: without end. */
  limitMicros: number | null = null;
  private readonly prices = new Map<string, Routed['endpoint']['price']>();
  private readonly file: string | null;

  constructor(file: string | null) {
    this.file = file;
    if (file === null || !existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const generation = JSON.parse(line) as Generation;
      this.generations.set(generation.id, generation);
    }
  }

  open({ endpoint, model }: Routed, of: Pick<Generation, 'key' | 'user' | 'streamed' | 'promptTokens'>): Generation {
    const now = Date.now();
    const generation: Generation = {
      id: `gen-${Math.floor(now / 1_000)}-${randomBytes(10).toString('hex')}`,
      ...of,
      model: model.id,
      vendor: endpoint.vendor.slug,
      vendorName: endpoint.vendor.name,
      createdMs: now,
      endedMs: null,
      completionTokens: 0,
      costMicros: 0,
      cancelled: false,
      finishReason: null,
    };
    this.generations.set(generation.id, generation);
    this.prices.set(generation.id, endpoint.price);
    return generation;
  }

  /** Bills the prompt and what was made. */
  end(generation: Generation, how: Pick<Generation, 'cancelled' | 'finishReason'>): void {
    const price = this.prices.get(generation.id) ?? { prompt: 0, completion: 0 };
    this.prices.delete(generation.id);
    generation.costMicros = generation.promptTokens * price.prompt + generation.completionTokens * price.completion;
    Object.assign(generation, how, { endedMs: Date.now() });
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify(generation)}\n`, { mode: 0o600 });
  }

  /** A generation that has ended, by the key that paid for it. */
  find(id: string, key: string): Generation | undefined {
    const found = this.generations.get(id);
    if (!found || found.key !== key || found.endedMs === null) return undefined;
    return Date.now() >= found.endedMs + this.foundAfterMs ? found : undefined;
  }

  /** Micros that a key has spent since an instant. */
  usage(key: string, sinceMs = 0): number {
    let sum = 0;
    for (const one of this.generations.values())
      if (one.key === key && (one.endedMs ?? 0) >= sinceMs) sum += one.costMicros;
    return sum;
  }

  /** What GET /key answers. */
  describeKey(key: string) {
    const usage = this.usage(key);
    return {
      label: `${key.slice(0, 12)}...${key.slice(-3)}`,
      usage: creditsOf(usage),
      usage_daily: creditsOf(this.usage(key, Math.floor(Date.now() / DAY_MS) * DAY_MS)),
      limit: this.limitMicros === null ? null : creditsOf(this.limitMicros),
      limit_remaining: this.limitMicros === null ? null : creditsOf(Math.max(0, this.limitMicros - usage)),
      is_free_tier: false,
    };
  }
}
