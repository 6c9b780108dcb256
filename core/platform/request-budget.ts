import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** When a request may leave, paced evenly: nothing is saved up while nobody asks. */
export class RequestBudget {
  private readonly clock: Clock;
  private readonly everyMs: number;
  private readonly everyMsOfOne: number;
  private nextMs = 0;
  private readonly nextOf = new Map<string, number>();

  /** @param perSecond requests of everybody together; @param perSecondOfOne those for one key */
  constructor(clock: Clock, perSecond: number, perSecondOfOne: number) {
    this.clock = clock;
    this.everyMs = 1_000 / perSecond;
    this.everyMsOfOne = 1_000 / perSecondOfOne;
  }

  /** Takes the place of now where there is one. @returns 0, or the milliseconds after which to ask again */
  take(key: string): number {
    const now = this.clock.now();
    const atMs = Math.max(this.nextMs, this.nextOf.get(key) ?? 0);
    if (atMs > now) return Math.ceil(atMs - now);
    for (const [one, nextMs] of this.nextOf) if (nextMs <= now) this.nextOf.delete(one);
    this.nextMs = now + this.everyMs;
    this.nextOf.set(key, now + this.everyMsOfOne);
    return 0;
  }

  async wait(key: string, signal?: AbortSignal): Promise<void> {
    for (let ms = this.take(key); ms > 0; ms = this.take(key)) await sleep(ms, undefined, { signal });
  }
}
