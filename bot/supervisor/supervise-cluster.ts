import type { ChildProcess } from 'node:child_process';
import type { Logger } from '#core/platform/log.server.ts';
import type { AlertBook } from './alert-book.ts';
import { backOffMs } from './back-off.ts';
import { endProcess } from './end-process.ts';
import type { StartGate } from './start-gate.ts';
import { type HeartbeatOptions, type HeartbeatWire, watchHeartbeat } from './watch-heartbeat.ts';

/** A place for one process at a time. `fork` starts it; `onReady` is called by the process's own word. */
export interface ClusterSlot {
  readonly id: number;
  readonly shards: readonly number[];
  /** @throws where the process could not be forked. */
  fork(onReady: () => void): ChildProcess;
}

export interface SupervisionOptions {
  heartbeat: HeartbeatOptions;
  /** Between SIGTERM and SIGKILL. */
  graceMs: number;
  /** The same for a process that does not answer: it will hardly hear SIGTERM. */
  hungGraceMs: number;
  /** Before a process that died is started again. */
  backOffMs(failures: number): number;
  /** Ready this long, its next death starts the back-off anew. */
  steadyMs: number;
  /** Ready this long, its alerts close. */
  healthyMs: number;
  /** Deaths within `failingWindowMs` that open an alert. */
  failingDeaths: number;
  failingWindowMs: number;
  /** Alive and not ready for this long: an alert. */
  notReadyAlertMs: number;
  /** Alive and not ready for this long: replaced. */
  notReadyReplaceMs: number;
  /** Before a fenced process is started again: an orphan that took its shards last is gone by then. */
  fencedMs: number;
  /** Fenced again: two managers on one database would take the shards from each other all the time. */
  fencedAgainMs: number;
  /** The next process may boot when this one is ready, or after this long. */
  bootMs: number;
}

export const defaultSupervision: SupervisionOptions = {
  heartbeat: { intervalMs: 5_000, misses: 4, missesBeforeFirst: 8 },
  graceMs: 8_000,
  hungGraceMs: 2_000,
  backOffMs,
  steadyMs: 10_000,
  healthyMs: 60_000,
  failingDeaths: 3,
  failingWindowMs: 600_000,
  notReadyAlertMs: 120_000,
  notReadyReplaceMs: 900_000,
  fencedMs: 5_000,
  fencedAgainMs: 60_000,
  bootMs: 30_000,
};

/** Another process owns the shards of a cluster that ends with this code. sysexits.h EX_TEMPFAIL. */
const EX_FENCED = 75;
export interface SupervisionContext {
  wire: HeartbeatWire;
  gate: StartGate;
  alerts: AlertBook;
  log: Logger;
  options: SupervisionOptions;
}

/** Keeps one slot filled until `stop`. It never gives up: a process that keeps dying is started less and less often, under an alert. */
export function superviseCluster(slot: ClusterSlot, context: SupervisionContext): { stop(): Promise<void> } {
  const { alerts, options } = context;
  const log = context.log.child({ cluster: slot.id });
  const scope = `cluster ${slot.id}`;
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  let failures = 0;
  let wasFenced = false;
  let deaths: number[] = [];

  const run = async () => {
    while (!stopping.signal.aborted) {
      const leave = await context.gate.enter();
      if (stopping.signal.aborted) return leave();
      const life = await live(leave);
      if (stopping.signal.aborted) return;
      failures = life.readyMs >= options.steadyMs ? 1 : failures + 1;
      const now = Date.now();
      deaths = [...deaths.filter((at) => at > now - options.failingWindowMs), now];
      const fenced = life.reason === `exit code ${EX_FENCED}`;
      const again = fenced && wasFenced;
      wasFenced = fenced;
      const fencedMs = again ? options.fencedAgainMs : options.fencedMs;
      const delayMs = fenced ? fencedMs : options.backOffMs(failures);
      log.warn({ reason: life.reason, readyMs: life.readyMs, failures, delayMs }, 'cluster died, starting it again');
      if (again) {
        alerts.raise('cluster-failing', scope, 'another process took its shards: two bots run on this database');
      } else if (deaths.length >= options.failingDeaths) {
        const minutes = Math.round(options.failingWindowMs / 60_000);
        alerts.raise('cluster-failing', scope, `died ${deaths.length} times in ${minutes} min, last: ${life.reason}`);
      }
      await pause(delayMs, stopping.signal);
    }
  };

  /** One process from fork to exit. */
  const live = (leave: () => void) =>
    new Promise<{ reason: string; readyMs: number }>((resolve) => {
      const timers = new Set<NodeJS.Timeout>();
      const later = (ms: number, work: () => void) => timers.add(setTimeout(work, ms));
      let readyAt: number | undefined;
      let hung = false;
      const onReady = () => {
        if (readyAt !== undefined) return;
        readyAt = performance.now();
        leave();
        log.info({ pid: child?.pid }, 'cluster is ready');
        alerts.settle('cluster-not-ready', scope);
        alerts.settle('cluster-hung', scope);
        later(options.healthyMs, () => {
          deaths = [];
          alerts.settle('cluster-failing', scope);
        });
      };
      const finish = (reason: string) => {
        for (const timer of timers) clearTimeout(timer);
        watch?.stop();
        leave();
        child = undefined;
        resolve({ reason, readyMs: readyAt === undefined ? 0 : performance.now() - readyAt });
      };
      const replace = (current: ChildProcess, why: string) => {
        log.error({ pid: current.pid }, `${why}, ending it`);
        void endProcess(current, hung ? options.hungGraceMs : options.graceMs);
      };

      let current: ChildProcess;
      try {
        current = slot.fork(onReady);
      } catch (error) {
        leave();
        return resolve({ reason: `not forked: ${error instanceof Error ? error.message : error}`, readyMs: 0 });
      }
      child = current;
      log.info({ pid: current.pid, shards: slot.shards }, 'cluster started');
      const watch = watchHeartbeat(current, context.wire, options.heartbeat, (misses) => {
        hung = true;
        alerts.raise('cluster-hung', scope, `process ${current.pid} did not answer ${misses} heartbeats, replacing it`);
        replace(current, 'cluster is hung');
      });
      later(options.bootMs, leave);
      later(options.notReadyAlertMs, () => {
        if (readyAt === undefined && !hung) {
          const seconds = Math.round(options.notReadyAlertMs / 1000);
          alerts.raise('cluster-not-ready', scope, `process ${current.pid} is not ready after ${seconds} s`);
        }
      });
      later(options.notReadyReplaceMs, () => {
        if (readyAt === undefined && !hung) replace(current, 'cluster does not get ready');
      });
      current.once('error', (error) => {
        if (current.pid === undefined) finish(`not started: ${error.message}`);
      });
      current.once('exit', (code, signal) => finish(signal ? `signal ${signal}` : `exit code ${code}`));
    });

  const running = run();
  return {
    async stop() {
      stopping.abort();
      if (child) await endProcess(child, options.graceMs);
      await running;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
