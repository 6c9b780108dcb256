import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';

/** The consumer has the last core to itself; everything else shares the others. */
export const CONSUMER_CORE = os.cpus().length - 1;
export const OTHER_CORES = CONSUMER_CORE > 0 ? `0-${CONSUMER_CORE - 1}` : '0';

/** Binds all threads of a process, and what it starts later, to cores. @returns whether the machine can. */
export function pin(pid: number, cores: number | string): boolean {
  return spawnSync('taskset', ['-a', '-c', '-p', String(cores), String(pid)], { stdio: 'ignore' }).status === 0;
}

/**
 * Puts all threads of a process, and what it starts later, before everything else that wants its core: what else runs
 * on the machine meanwhile says nothing about the measured. Needs the right to, else does nothing. Where Linux shares
 * the cores out by session, the session goes first too, until this process ends.
 */
export function putFirst(pid: number): void {
  const { PRIORITY_HIGHEST, PRIORITY_NORMAL } = os.constants.priority;
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) os.setPriority(Number(thread), PRIORITY_HIGHEST);
    if (isSessionFirst) return;
    isSessionFirst = true;
    writeFileSync('/proc/self/autogroup', String(PRIORITY_HIGHEST));
    process.once('exit', () => writeFileSync('/proc/self/autogroup', String(PRIORITY_NORMAL)));
  } catch {
    // Measured as it is.
  }
}
let isSessionFirst = false;

/** Seconds a process was ready to run and had to wait for a core; 0 where the system does not say. */
export function waitedSeconds(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e9;
  } catch {
    return 0;
  }
}
