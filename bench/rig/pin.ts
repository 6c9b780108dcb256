import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';

/** The consumer has the last core to itself; everything else shares the others. */
export const CONSUMER_CORE = os.cpus().length - 1;
export const OTHER_CORES = CONSUMER_CORE > 0 ? `0-${CONSUMER_CORE - 1}` : '0';

/** Binds all threads of a process, and what it starts later, to cores. @returns whether the machine can. */
export function pin(pid: number, cores: number | string): boolean {
  return spawnSync('taskset', ['-a', '-c', '-p', String(cores), String(pid)], { stdio: 'ignore' }).status === 0;
}

/**
 * Puts all threads of a process before everything else that wants its core, which makes the core its own as far as the
 * machine allows: what else runs there meanwhile says nothing about the consumer. Needs the right to, else does nothing.
 */
export function putFirst(pid: number): boolean {
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`))
      os.setPriority(Number(thread), os.constants.priority.PRIORITY_HIGHEST);
    return true;
  } catch {
    return false;
  }
}

/** Seconds a process was ready to run and had to wait for a core; 0 where the system does not say. */
export function waitedSeconds(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e9;
  } catch {
    return 0;
  }
}
