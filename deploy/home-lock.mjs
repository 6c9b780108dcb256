import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, sameBoot, signalGroup, signalProcess, startTime } from './processes.mjs';

/**
 * Who runs on a PROCORD_HOME, and with which processes. A process id alone says little, as ids are used again: each
 * stands beside the time its process started.
 * @typedef {{ pid: number, started: string | undefined }} ProcessId
 * @typedef {ProcessId & { origin?: string, children: (ProcessId & { name: string })[] }} Owner
 */

/** @param {ProcessId} id */
const runs = (id) => isAlive(id.pid) && startTime(id.pid) === id.started;

/** @param {string} home */
const lockFile = (home) => path.join(home, 'lock.json');

/** @param {string} home @returns {Owner | undefined} */
export function readOwner(home) {
  try {
    return JSON.parse(readFileSync(lockFile(home), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The words for a second start. @param {Owner} owner @param {string} home */
function alreadyRuns(owner, home) {
  const where = owner.origin ? ` on ${owner.origin}` : '';
  return new Error(
    `Procord already runs${where} with the data in ${home} (process ${owner.pid}): stop it first, or give this one another PROCORD_HOME.`,
  );
}

/**
 * Takes the home for this process. What a killed owner left running is ended first.
 * @param {string} home
 * @throws {Error} in one sentence, where another start runs on it
 */
export async function takeHome(home) {
  // Postgres may run as another user and has to pass through; the files inside keep their own rights.
  mkdirSync(home, { recursive: true });
  if (readdirSync(home).length === 0) chmodSync(home, 0o711);
  const file = lockFile(home);
  /** @type {Owner} */
  const mine = { pid: process.pid, started: startTime(process.pid), children: [] };
  const write = (/** @type {string} */ to) => writeFileSync(to, JSON.stringify(mine), { mode: 0o600 });
  const unfinished = `${file}.${process.pid}`;
  for (;;) {
    const owner = readOwner(home);
    if (owner && runs(owner)) throw alreadyRuns(owner, home);
    if (existsSync(file)) {
      if (owner) await endLeftOvers(owner);
      const stale = `${file}.stale.${process.pid}`;
      renameSync(file, stale);
      rmSync(stale);
    }
    write(unfinished);
    try {
      linkSync(unfinished, file);
      break;
    } catch {
      // Another start took it at the same instant: look again.
      await sleep(50);
    } finally {
      rmSync(unfinished, { force: true });
    }
  }
  let released = false;
  const save = () => {
    write(unfinished);
    renameSync(unfinished, file);
  };
  return {
    /** @param {string} origin */
    setOrigin(origin) {
      mine.origin = origin;
      save();
    },
    /** @param {string} name @param {number} pid */
    add(name, pid) {
      // Started while all was ending already.
      if (released) return signalGroup(pid, 'SIGKILL');
      mine.children = mine.children.filter((child) => child.name !== name);
      mine.children.push({ name, pid, started: startTime(pid) });
      save();
    },
    /** Frees the home; what was started and not yet ended goes first. */
    async release() {
      released = true;
      await endLeftOvers(mine);
      rmSync(file, { force: true });
    },
  };
}

/**
 * Ends the processes of an owner that is gone, with their groups: asked first, killed after 4 s; Postgres last, so
 * that the others can still commit. Takes at most about 8 s.
 * @param {Owner} owner
 */
export async function endLeftOvers(owner) {
  const programs = owner.children.filter((child) => child.name !== 'postgres');
  await end(programs, 'SIGTERM');
  // The members of a group outlive their leader where they hang. No new process is given the id of a group that lives.
  for (const child of programs) if (sameBoot(child.started) && !isAlive(child.pid)) signalGroup(child.pid, 'SIGKILL');
  const servers = owner.children.filter((child) => child.name === 'postgres');
  await end(servers, 'SIGINT');
}

/** @param {ProcessId[]} children @param {NodeJS.Signals} signal */
async function end(children, signal) {
  const left = () => children.filter(runs);
  for (const child of left()) signalProcess(child.pid, signal);
  for (let waited = 0; waited < 4_000 && left().length > 0; waited += 50) await sleep(50);
  // Postgres ends its own backends on SIGQUIT; of the others the whole group goes.
  for (const child of left()) {
    if (signal === 'SIGINT') signalProcess(child.pid, 'SIGQUIT');
    else signalGroup(child.pid, 'SIGKILL');
  }
}
