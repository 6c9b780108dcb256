import { EventEmitter } from 'node:events';
import {
  type LogLevel,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
} from 'graphile-worker';
import type { Logger } from '#core/platform/log.server.ts';
import type { Job, JobContext, LastingJob } from './job.ts';

const RETRY_MS = 2_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** What a lasting run has for its last step, so that the next one finds it gone. */
const LAST_STEP_MS = 4_000;
const AT_ONCE = 3;

/**
 * Runs the jobs on their schedule until `stop`. The queue lives in the same database (schema graphile_worker, made by
 * the library); many workers share it and each job runs once. While the database is away this waits and tries again.
 * @param onBroken the library can go on with nothing: the process has to end, and whoever keeps it starts the next one
 */
export function runJobs(
  { scheduled, lasting }: { scheduled: readonly Job[]; lasting: readonly LastingJob[] },
  context: JobContext,
  onBroken: (error: unknown) => void,
): { stop(): Promise<void> } {
  // A queue of their own: jobs that never end would leave the others no turn.
  const queues = [keepRunning(scheduled, AT_ONCE, context, onBroken)];
  if (lasting.length > 0) queues.push(keepRunning(lasting.map(everyMinute), lasting.length + 1, context, onBroken));
  return {
    async stop() {
      await Promise.all(queues.map((queue) => queue.stop()));
    },
  };
}

function everyMinute({ name, run }: LastingJob): Job {
  return {
    name,
    schedule: '* * * * *',
    atStart: true,
    async run(context) {
      const nowMs = context.clock.now();
      await run(context, Math.floor(nowMs / MINUTE_MS + 1) * MINUTE_MS - LAST_STEP_MS);
    },
  };
}

function keepRunning(
  jobs: readonly Job[],
  atOnce: number,
  context: JobContext,
  onBroken: (error: unknown) => void,
): { stop(): Promise<void> } {
  const { log } = context;
  let runner: Runner | undefined;
  let stopped = false;
  const stopping = new AbortController();
  let wake = () => {};

  const loop = async () => {
    while (!stopped) {
      try {
        runner = await start(jobs, atOnce, { ...context, signal: stopping.signal }, onBroken);
        if (stopped) await runner.stop();
        else await runner.promise;
      } catch (error) {
        log.warn({ error: message(error) }, 'jobs stopped, starting them again');
      }
      runner = undefined;
      if (!stopped) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, RETRY_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  };
  const running = loop();
  return {
    async stop() {
      stopped = true;
      stopping.abort();
      wake();
      await runner?.stop().catch((error) => log.warn({ error: message(error) }, 'jobs did not stop cleanly'));
      await running;
    },
  };
}

async function start(
  jobs: readonly Job[],
  atOnce: number,
  context: JobContext,
  onBroken: (error: unknown) => void,
): Promise<Runner> {
  const { db, log } = context;
  const events: WorkerEvents = new EventEmitter();
  // Its runner ends after this, and may wait for ever: it miscounts the outcomes that follow one which was not written.
  events.once('pool:fatalError', ({ error }) => onBroken(error));
  const taskList: TaskList = {};
  for (const job of jobs) {
    taskList[job.name] = async () => {
      if (process.uptime() * 1_000 < (job.afterUptimeMs ?? 0)) return;
      await job.run({ ...context, log: log.child({ job: job.name }) });
    };
  }
  const runner = await run({
    pgPool: db.for('operate').pool,
    events,
    schema: 'graphile_worker',
    taskList,
    concurrency: atOnce,
    pollInterval: 2_000,
    // Batches, also of one, stop the runner where the database refuses an outcome; without them that is an unhandled rejection.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    noHandleSignals: true,
    logger: workerLogger(log),
    parsedCronItems: parseCronItems(
      jobs.map((job) => ({
        task: job.name,
        match: job.schedule,
        // A worker that was away runs what it missed once, by the job's key; minutely jobs have nothing to catch up.
        options: { backfillPeriod: job.atStart ? HOUR_MS : 0, maxAttempts: 3, jobKey: job.name },
      })),
    ),
  });
  // A rejection is the loop's to see; without a handler of its own it would end the process first.
  runner.promise.catch(() => {});
  try {
    for (const job of jobs.filter((one) => one.atStart))
      await runner.addJob(job.name, {}, { jobKey: `${job.name} at start`, maxAttempts: 5 });
  } catch (error) {
    await runner.stop().catch(() => {});
    throw error;
  }
  return runner;
}

const levels: Record<LogLevel, 'error' | 'warn' | 'debug'> = {
  error: 'error',
  warning: 'warn',
  info: 'debug',
  debug: 'debug',
};

function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, text) => log[levels[level]](text));
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
