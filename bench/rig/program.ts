import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';

/** A program of build/, run as the product runs it: a Node process that ends itself when its channel closes. */
export interface Program {
  readonly name: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** Resolves with how it ended. */
  readonly ended: Promise<string>;
  running(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL after the grace. */
  end(graceMs?: number): Promise<void>;
}

export interface ProgramOptions {
  name: string;
  env: Record<string, string>;
  /** Its output is appended here. */
  logs: string;
  nodeArgs?: readonly string[];
}

/** Starts build/NAME.js. The environment is exactly the given one, PATH and HOME beside it. */
export function startProgram({ name, env, logs, nodeArgs = [] }: ProgramOptions): Program {
  const log = openSync(path.join(logs, `${name}.log`), 'a');
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', ...nodeArgs, path.resolve(`build/${name}.js`)], {
    env: { NODE_ENV: 'production', PATH, HOME, ...env },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const running = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    name,
    pid: child.pid ?? 0,
    child,
    ended,
    running,
    kill(signal) {
      if (running()) child.kill(signal);
    },
    async end(graceMs = 20_000) {
      if (!running()) return;
      child.kill('SIGTERM');
      // A stopped process sees SIGTERM only once it goes on.
      child.kill('SIGCONT');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
