import { readdirSync, readFileSync } from 'node:fs';

/** Process ids whose parent is `pid`, from /proc: the rig runs on Linux. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => parentOf(one) === pid);
}

export function parentOf(pid: number): number | undefined {
  return field(pid, 1);
}

/** Whether the process runs: a zombie does not. */
export function isRunning(pid: number): boolean {
  const text = stat(pid);
  return text !== undefined && text[0] !== 'Z' && text[0] !== 'X';
}

/** CPU seconds used so far, user and system. */
export function cpuSeconds(pid: number): number {
  return ((field(pid, 11) ?? 0) + (field(pid, 12) ?? 0)) / 100;
}

/** Resident memory in bytes; 0 where the process is gone. */
export function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096;
  } catch {
    return 0;
  }
}

function field(pid: number, index: number): number | undefined {
  const value = stat(pid)?.[index];
  return value === undefined ? undefined : Number(value);
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

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}
