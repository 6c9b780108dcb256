import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';

export interface JobContext {
  db: Database;
  clock: Clock;
  log: Logger;
  /** Aborted when the worker stops: end early, the next run goes on. */
  signal?: AbortSignal;
}

/** Scheduled work. It may run twice, late, or on another machine than the last time. */
export interface Job {
  name: string;
  /** Crontab, UTC. */
  schedule: string;
  /** Also run as soon as a worker starts. */
  atStart: boolean;
  /** Not run while this process is younger: what it looks at may be starting, too. */
  afterUptimeMs?: number;
  run(context: JobContext): Promise<void>;
}

/**
 * Work that goes on all the time: each minute has its run, which ends before the next one begins. No other job waits for
 * it, and it waits for none.
 */
export interface LastingJob {
  name: string;
  /** @param untilMs when to end, if nothing is left to do sooner or not */
  run(context: JobContext, untilMs: number): Promise<void>;
}
