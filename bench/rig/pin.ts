import { spawnSync } from 'node:child_process';
import os from 'node:os';

/** The consumer has the last core to itself; everything else shares the others. */
export const CONSUMER_CORE = os.cpus().length - 1;
export const OTHER_CORES = CONSUMER_CORE > 0 ? `0-${CONSUMER_CORE - 1}` : '0';

/** Binds all threads of a process, and what it starts later, to cores. @returns whether the machine can. */
export function pin(pid: number, cores: number | string): boolean {
  return spawnSync('taskset', ['-a', '-c', '-p', String(cores), String(pid)], { stdio: 'ignore' }).status === 0;
}
