import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.mjs';
import { dataFolder, postgresUser, programFolder } from './postgres-user.mjs';
import { commandLine, isAlive } from './processes.mjs';

/**
 * A real Postgres from npm, run as a child process.
 * `data` is where the cluster really lies, which is not always where it was wanted; `remove` ends the server and deletes it.
 * @typedef {{ port: number, pid: number, data: string, url: (database?: string) => string, stop: () => Promise<void>, kill: () => void, remove: () => Promise<void>, exited: Promise<number | null> }} LocalPostgres
 */

/**
 * Makes the cluster with a password of its own, which lies inside the data folder: other users of the machine
 * reach the port, but not the data.
 * @param {string} bin @param {string} data @param {string[]} settings of the cluster from its first moment on, `name=value`
 */
function makeCluster(bin, data, settings) {
  const user = postgresUser();
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const password = path.join(path.dirname(data), `.${path.basename(data)}.${process.pid}`);
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (user) for (const made of [data, password]) chownSync(made, user.uid, user.gid);
  const options = ['-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', password, '-E', 'UTF8'];
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const set = settings.map((one) => `--set=${one}`);
  const made = spawnSync(path.join(bin, 'initdb'), ['-D', data, ...options, ...locale, ...set], {
    ...user,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    cwd: '/',
    encoding: 'utf8',
  });
  if (made.status === 0) writeFileSync(path.join(data, 'procord-password'), readFileSync(password), { mode: 0o600 });
  rmSync(password);
  if (made.status !== 0)
    throw new Error(`Postgres could not make its data folder ${data}: ${made.stderr || made.error?.message}`);
}

/**
 * One attempt to run the server; resolves once it takes connections.
 * @param {{ bin: string, data: string, port: number, flags: string[], detached: boolean, onSpawn: (pid: number) => void, onLog: (text: string) => void }} options
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
function launch({ bin, data, port, flags, detached, onSpawn, onLog }) {
  const network = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
  const child = spawn(path.join(bin, 'postgres'), ['-D', data, '-p', String(port), ...network, ...flags], {
    ...postgresUser(),
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    cwd: '/',
    detached,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (child.pid) onSpawn(child.pid);
  return new Promise((resolve, reject) => {
    let tail = '';
    const ended = () => reject(new Error(`Postgres did not start: ${tail.trim().slice(-400)}`));
    child.once('exit', ended);
    child.once('error', reject);
    child.stderr.setEncoding('utf8').on('data', (text) => {
      tail = (tail + text).slice(-4_000);
      onLog(text);
      if (text.includes('ready to accept connections')) {
        child.off('exit', ended);
        resolve(child);
      }
    });
  });
}

/**
 * Starts (and on first use makes) the cluster in `folder`. A server left over from a killed parent is ended first.
 * @param {{ folder: string, port?: number, settings?: string[], flags?: string[], detached?: boolean, onSpawn?: (pid: number) => void, onLog?: (text: string) => void }} options
 * @returns {Promise<LocalPostgres>}
 */
export async function startPostgres({
  folder,
  port,
  settings = [],
  flags = [],
  detached = false,
  onSpawn = () => {},
  onLog = () => {},
}) {
  const bin = await programFolder();
  const data = dataFolder(folder);
  if (!existsSync(path.join(data, 'procord-password'))) makeCluster(bin, data, settings);
  await endLeftOver(data);
  const password = readFileSync(path.join(data, 'procord-password'), 'utf8').trim();
  const chosen = port ?? (await freePort());
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  for (let attempt = 1; child === undefined; attempt += 1) {
    try {
      child = await launch({ bin, data, port: chosen, flags, detached, onSpawn, onLog });
    } catch (error) {
      // After a kill -9 its backends hold the shared memory for a moment longer.
      if (attempt === 20 || !/shared memory|lock file/.test(String(error))) throw error;
      await sleep(250);
    }
  }
  const server = child;
  const running = () => server.exitCode === null && server.signalCode === null;
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => (running() ? server.once('exit', resolve) : resolve(server.exitCode)));
  const stop = async () => {
    if (running()) server.kill('SIGINT');
    // A checkpoint may take long: after that, what is committed is recovered from the log at the next start.
    const patience = setTimeout(() => running() && server.kill('SIGQUIT'), 4_000);
    await exited;
    clearTimeout(patience);
  };
  return {
    port: chosen,
    pid: server.pid ?? 0,
    data,
    url: (database = 'postgres') => `postgresql://postgres:${password}@127.0.0.1:${chosen}/${database}`,
    exited,
    stop,
    kill() {
      if (running()) server.kill('SIGKILL');
    },
    async remove() {
      await stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Ends a server that outlived its parent on this data, and waits until it let go. @param {string} data */
async function endLeftOver(data) {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const isServer = () => pid > 1 && isAlive(pid) && (commandLine(pid)?.includes('postgres') ?? true);
  if (isServer()) {
    process.kill(pid, 'SIGINT');
    for (let waited = 0; waited < 5_000 && isServer(); waited += 50) await sleep(50);
    if (isServer()) process.kill(pid, 'SIGQUIT');
    for (let waited = 0; waited < 2_000 && isServer(); waited += 50) await sleep(50);
  }
  rmSync(file, { force: true });
}
