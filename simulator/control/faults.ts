/** Which shards a fault is for: all, or the listed ones. */
export type ShardTarget = 'all' | readonly number[];

interface Timed {
  /** Unix ms at which it ends by itself; Infinity until cleared. */
  untilMs: number;
}

/** Answers of 429 or 5xx that REST gives instead of doing the work. */
export interface RestFault extends Timed {
  /** Share of requests hit, 0 to 1. */
  share: number;
  /** Only paths that start with this (after /api/v10), '' for all. */
  pathPrefix: string;
}

export interface RateLimitStorm extends RestFault {
  retryAfterSeconds: number;
  global: boolean;
}

export interface ServerErrors extends RestFault {
  status: number;
}

export interface SlowAnswers extends RestFault {
  ms: number;
}

export interface GatewayFault extends Timed {
  target: ShardTarget;
}

export interface Lag extends GatewayFault {
  ms: number;
}

/**
 * What is broken for a time. Faults that act at once on open sockets (drop, half-open, zombie, op 7, op 9, duplicates)
 * leave nothing here; times are of the machine's clock, not of the world's.
 */
export class Faults {
  /** REST: answer 429. */
  rateLimitStorm: RateLimitStorm | null = null;
  /** REST: answer 5xx. */
  serverErrors: ServerErrors | null = null;
  /** REST: answer this much later. */
  slowAnswers: SlowAnswers | null = null;
  /** Gateway: every frame leaves this much later. */
  lag: Lag | null = null;
  /** Gateway: HELLO leaves this much later. */
  slowHello: Lag | null = null;
  /** Gateway: so many of the next resumes get op 9 false. */
  refuseResumes = 0;
  refuseResumesTarget: ShardTarget = 'all';

  clear(): void {
    this.rateLimitStorm = null;
    this.serverErrors = null;
    this.slowAnswers = null;
    this.lag = null;
    this.slowHello = null;
    this.refuseResumes = 0;
    this.refuseResumesTarget = 'all';
  }
}

/** Whether a fault acts on a shard now. */
export function actsOn(fault: GatewayFault | null, shardId: number, nowMs: number): boolean {
  return fault !== null && nowMs < fault.untilMs && includesShard(fault.target, shardId);
}

export function includesShard(target: ShardTarget, shardId: number): boolean {
  return target === 'all' || target.includes(shardId);
}

/** Whether a REST fault hits a request for `path` now; `chance` is a fraction in [0, 1). */
export function hitsRequest(fault: RestFault | null, path: string, nowMs: number, chance: number): boolean {
  return fault !== null && nowMs < fault.untilMs && path.startsWith(fault.pathPrefix) && chance < fault.share;
}
