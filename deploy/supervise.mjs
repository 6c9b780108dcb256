import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLogFile } from './log-file.mjs';
import { signalGroup } from './processes.mjs';

const FIRST_DELAY_MS = 250;
const LAST_DELAY_MS = 15_000;
/** After this long the next death counts as the first again. */
const STEADY_MS = 60_000;
/** A process that exits with it (EX_CONFIG) would do so again: it is not started anew. */
export const BAD_SETTINGS = 78;

/**
 * @typedef {{ name: string, command: string, args: string[], env: NodeJS.ProcessEnv, cwd: string, logs: string,
 *   onStart: (pid: number) => void, say: (text: string) => void, onBadSettings: (text: string) => void }} ChildOptions
 * @typedef {{ name: string, restarts: () => number, lastWords: () => string, stop: (graceMs: number) => Promise<void> }} Child
 */

/** What an error line of a log says, for the terminal. @param {string} line @returns {string | undefined} */
export function errorWords(line) {
  try {
    const entry = JSON.parse(line);
    if (!(entry.level >= 50)) return undefined;
    const cause = entry.err?.message ?? entry.error?.message ?? (typeof entry.error === 'string' ? entry.error : '');
    return [entry.msg, cause].filter(Boolean).join(': ');
  } catch {
    return undefined;
  }
}

/**
 * Keeps one process running: started again with back-off whenever it ends. It leads a process group of its own, so that
 * Ctrl-C reaches only the start, which ends all in order; a channel tells it when the start is gone.
 * @param {ChildOptions} options
 * @returns {Child}
 */
export function superviseChild({ name, command, args, env, cwd, logs, onStart, say, onBadSettings }) {
  const log = openLogFile(logs, name);
  const stopping = new AbortController();
  let restarts = 0;
  let tail = '';
  let lastRun = '';
  let lastError = '';
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;

  const read = (/** @type {Buffer} */ data) => {
    log.write(data);
    const text = data.toString('utf8');
    tail = (tail + text).slice(-4_000);
    for (const line of text.split('\n')) {
      const words = errorWords(line);
      // The same error a thousand times is one line here and a thousand in the log.
      if (words && words !== lastError) say(`  ${name}: ${words}`);
      if (words) lastError = words;
    }
  };
  /** @returns {Promise<string>} how it ended */
  const runOnce = () =>
    new Promise((resolve) => {
      tail = '';
      const process_ = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
      child = process_;
      if (process_.pid) onStart(process_.pid);
      process_.stdout?.on('data', read);
      process_.stderr?.on('data', read);
      process_.once('error', (error) => resolve(error.message));
      process_.once('exit', (code, signal) => {
        // What its own children still hold of the group goes with it.
        if (process_.pid) signalGroup(process_.pid, 'SIGKILL');
        lastRun = tail.trim();
        if (code === BAD_SETTINGS) onBadSettings(tail.trim());
        resolve(signal ?? `exit code ${code}`);
      });
    });
  const ended = (async () => {
    let delay = FIRST_DELAY_MS;
    while (!stopping.signal.aborted) {
      const from = Date.now();
      const how = await runOnce();
      if (stopping.signal.aborted) break;
      if (Date.now() - from > STEADY_MS) delay = FIRST_DELAY_MS;
      restarts += 1;
      say(`  ${name} ended (${how}) and starts again in ${delay / 1000} s; see ${log.file}`);
      await sleep(delay, undefined, { signal: stopping.signal }).catch(() => {});
      delay = Math.min(delay * 2, LAST_DELAY_MS);
    }
  })();
  return {
    name,
    restarts: () => restarts,
    lastWords: () => lastRun,
    async stop(graceMs) {
      stopping.abort();
      const pid = child?.exitCode === null && child.signalCode === null ? child.pid : undefined;
      if (pid) child?.kill('SIGTERM');
      const patience = setTimeout(() => pid && signalGroup(pid, 'SIGKILL'), graceMs);
      await ended;
      clearTimeout(patience);
    },
  };
}
