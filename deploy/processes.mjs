import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || stat(pid)?.state !== 'Z';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Fields of /proc/PID/stat after the name, which may itself hold spaces and brackets. @param {number} pid */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], parent: Number(fields[1]), started: fields[19] };
  } catch {
    return undefined;
  }
}

/** @param {number} pid @param {string} column */
function ps(pid, column) {
  const done = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  return done.status === 0 ? done.stdout.trim() : undefined;
}

/** What tells this process from a later one with the same id. @param {number} pid @returns {string | undefined} */
export function startTime(pid) {
  if (process.platform !== 'linux') return ps(pid, 'lstart');
  const started = stat(pid)?.started;
  return started && `${bootId()}:${started}`;
}

function bootId() {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** Whether a process of this start time ran since the machine booted. @param {string | undefined} started */
export function sameBoot(started) {
  return process.platform !== 'linux' || started?.startsWith(`${bootId()}:`) === true;
}

/** @param {number} pid @returns {string | undefined} */
export function commandLine(pid) {
  if (process.platform !== 'linux') return ps(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return undefined;
  }
}

/** @param {number} pid @returns {number | undefined} */
function parentOf(pid) {
  return process.platform === 'linux' ? stat(pid)?.parent : Number(ps(pid, 'ppid')) || undefined;
}

/** The npm process this one was started by, through at most one shell. @returns {number | undefined} */
export function npmParent() {
  if (!process.env.npm_lifecycle_event) return undefined;
  for (let pid = process.ppid, steps = 0; pid > 1 && steps < 3; pid = parentOf(pid) ?? 0, steps += 1) {
    if (/\bnpm\b|npm-cli/.test(commandLine(pid) ?? '')) return pid;
  }
  return undefined;
}

/** Signals a process, which may be gone. @param {number} pid @param {NodeJS.Signals} signal */
export function signalProcess(pid, signal) {
  // 0 and -1 would reach this process's own group, or everybody.
  if (Math.abs(pid) <= 1) return;
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

/** Signals what is left of the process group that `pid` led. @param {number} pid @param {NodeJS.Signals} signal */
export function signalGroup(pid, signal) {
  signalProcess(-pid, signal);
}
