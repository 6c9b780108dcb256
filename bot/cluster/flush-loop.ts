import { setTimeout as sleep } from 'node:timers/promises';
import type { Collector } from '#bot/collector/collector.ts';
import { commitBatch } from '#core/analytics/commit-batch.server.ts';
import type { CountBatch } from '#core/analytics/count-batch.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';

const MAX_RETRY_MS = 5_000;

export interface FlushLoopOptions {
  collector: Collector;
  db: Database;
  flushMs: number;
  log: Logger;
  /** Somebody else owns the shards: the process must end now. */
  onFenced(lost: number[]): void;
}

/**
 * Makes batches durable, one after the other. A batch that did not come through, or of which nobody knows, is tried
 * again as it is until the database says which: only then comes the next one, which meanwhile keeps filling.
 */
export class FlushLoop {
  /** Of the newest commit. */
  flushMs: number | null = null;
  lastFlushAt: Date | null = null;
  private readonly options: FlushLoopOptions;
  private readonly stopping = new AbortController();
  private batch: CountBatch | null = null;
  private failures = 0;
  private isFenced = false;
  private running: Promise<void> | null = null;

  constructor(options: FlushLoopOptions) {
    this.options = options;
  }

  /** Keys of the batch that is on its way. */
  get pendingKeys(): number {
    return this.batch === null ? 0 : this.batch.messages.size + this.batch.voice.length;
  }

  start(): void {
    this.running = this.run();
  }

  /** Makes all that was applied durable, unless the database is away. Call it when nothing is applied any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    if (this.batch !== null) await this.flush();
    if (this.batch === null) await this.flush(true);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted && !this.isFenced) {
      const retryMs = Math.min(MAX_RETRY_MS, this.options.flushMs, 250 * 2 ** this.failures);
      const pauseMs = this.failures > 0 ? retryMs : this.options.flushMs;
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await this.flush();
    }
  }

  private async flush(isLast = false): Promise<void> {
    if (this.isFenced) return;
    const { collector, db, log } = this.options;
    this.batch ??= collector.takeBatch(isLast);
    const { batch } = this;
    const startedAt = performance.now();
    try {
      const result = await commitBatch(db, batch);
      if (result.outcome === 'fenced') {
        this.isFenced = true;
        this.options.onFenced(result.lost);
        return;
      }
      collector.settle(batch);
      this.batch = null;
      this.flushMs = performance.now() - startedAt;
      this.lastFlushAt = new Date();
      if (this.failures > 0) log.info({ failures: this.failures, outcome: result.outcome }, 'flushing again');
      this.failures = 0;
    } catch (error) {
      this.failures++;
      const line = { error: error instanceof Error ? error.message : String(error), failures: this.failures };
      if (this.failures === 1 || this.failures % 60 === 0) log.error(line, 'a batch is not durable yet, trying again');
    }
  }
}
