import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const isLinux = process.platform === 'linux';

/** Process ids whose parent is `pid`. */
export function childrenOf(pid: number): number[] {
  if (!isLinux) {
    const lines = ps(['-A', '-o', 'pid=,ppid=']).split('\n');
    const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
    return pairs.flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => Number(stat(one)?.[1]) === pid);
}

/** Whether the process runs: a zombie does not. */
export function isRunning(pid: number): boolean {
  const state = isLinux ? stat(pid)?.[0] : ps(['-o', 'state=', '-p', String(pid)]).trim()[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/** Whether NAME=VALUE stands in the environment a process was started with. */
export function hasInEnvironment(pid: number, variable: string): boolean {
  if (!isLinux) return ` ${ps(['eww', '-o', 'command=', '-p', String(pid)])} `.includes(` ${variable} `);
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(variable);
  } catch {
    return false;
  }
}

/** CPU seconds used so far, user and system. */
export function cpuSeconds(pid: number): number {
  if (isLinux) return (Number(stat(pid)?.[11] ?? 0) + Number(stat(pid)?.[12] ?? 0)) / 100;
  const [seconds = 0, minutes = 0, hours = 0] = ps(['-o', 'time=', '-p', String(pid)])
    .trim()
    .split(':')
    .map(Number)
    .reverse();
  return seconds + minutes * 60 + hours * 3_600;
}

/** CPU seconds of its children that have ended; 0 where the system does not tell. */
export function endedChildrenCpuSeconds(pid: number): number {
  return isLinux ? (Number(stat(pid)?.[13] ?? 0) + Number(stat(pid)?.[14] ?? 0)) / 100 : 0;
}

/** Resident memory in bytes; 0 where the process is gone. */
export function residentBytes(pid: number): number {
  if (!isLinux) return Number(ps(['-o', 'rss=', '-p', String(pid)])) * 1_024;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096;
  } catch {
    return 0;
  }
}

/** Fields of /proc/PID/stat from the state on: the name before it may hold anything. */
function stat(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function ps(args: string[]): string {
  return spawnSync('ps', args, { encoding: 'utf8' }).stdout ?? '';
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  // 0 and -1 would reach this process's own group, or everybody.
  if (pid <= 1) return;
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}
