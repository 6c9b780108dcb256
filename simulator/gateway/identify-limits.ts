import type { SessionStartLimit } from '../simulator.ts';

const DAY_MS = 86_400_000;

export interface IdentifyLimitOptions {
  total: number;
  maxConcurrency: number;
  /** Milliseconds in which a bucket takes one identify; Discord: 5000. */
  intervalMs: number;
}

/** Discord's daily allowance for the number of guilds: 1000, and more only beyond 150,000 guilds. */
export function dailyIdentifies(guilds: number): number {
  return guilds > 150_000 ? Math.max(2000, Math.floor(guilds / 1000) * 5) : 1000;
}

/** The identify budget over all shards, and the buckets of max_concurrency. Resumes cost nothing. */
export class IdentifyLimits {
  options: IdentifyLimitOptions;
  used = 0;
  private resetAtMs: number | null = null;
  private readonly buckets = new Map<number, number>();

  constructor(options: IdentifyLimitOptions) {
    this.options = options;
  }

  /** Takes one identify. `wait`: the bucket is not free (op 9). `exhausted`: the budget is gone (token reset). */
  take(shardId: number, nowMs: number): 'ok' | 'wait' | 'exhausted' {
    this.expire(nowMs);
    const bucket = shardId % this.options.maxConcurrency;
    const last = this.buckets.get(bucket);
    if (last !== undefined && nowMs - last < this.options.intervalMs) return 'wait';
    if (this.used >= this.options.total) return 'exhausted';
    this.resetAtMs ??= nowMs + DAY_MS;
    this.buckets.set(bucket, nowMs);
    this.used += 1;
    return 'ok';
  }

  /** A token reset starts a new allowance. */
  reset(): void {
    this.used = 0;
    this.resetAtMs = null;
    this.buckets.clear();
  }

  state(nowMs: number): SessionStartLimit {
    this.expire(nowMs);
    return {
      total: this.options.total,
      remaining: Math.max(0, this.options.total - this.used),
      reset_after: this.resetAtMs === null ? DAY_MS : this.resetAtMs - nowMs,
      max_concurrency: this.options.maxConcurrency,
    };
  }

  private expire(nowMs: number): void {
    if (this.resetAtMs !== null && nowMs >= this.resetAtMs) {
      this.used = 0;
      this.resetAtMs = null;
    }
  }
}
