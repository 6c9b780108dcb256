import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { contentHash } from './content-hash.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { joinedPaths, joinPackages } from './packages.mjs';
import { isAlive } from './processes.mjs';
import { projectFolder, runTool } from './tools.mjs';

/**
 * What runs: each entry becomes one file of build/, with packages left in node_modules.
 * The Remix application becomes build/remix.
 */
export const programs = {
  web: 'app/server.ts',
  manager: 'bot/manager.ts',
  cluster: 'bot/cluster.ts',
  'picture-thread': 'bot/pictures/picture-thread.ts',
  worker: 'bot/worker.ts',
  simulator: 'simulator/main.ts',
  prepare: 'deploy/prepare.ts',
};

const buildFolder = path.join(projectFolder, 'build');
const packageSources = ['deploy/packages.mjs', 'package-lock.json'];
const webSources = [...packageSources, 'app', 'core', 'public', 'vite.config.ts', 'remix.config.js', 'tsconfig.json'];
const programSources = ['app', 'bot', 'core', 'simulator', 'prisma', 'deploy', 'tsconfig.json', 'package-lock.json'];

/** @satisfies {import('esbuild').BuildOptions} */
const forNode = /** @type {const} */ ({
  absWorkingDir: projectFolder,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
});

/**
 * Bundles TypeScript entries for Node. They run where `buildPackages` was.
 * @param {Record<string, string>} entries output name without extension -> entry, relative to the project
 * @param {string} folder absolute
 * @param {import('esbuild').Plugin[]} plugins
 */
export async function bundle(entries, folder, plugins = []) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    ...forNode,
    entryPoints: Object.entries(entries).map(([out, entry]) => ({ in: path.join(projectFolder, entry), out })),
    outdir: folder,
    write: false,
    packages: 'external',
    plugins: [
      ...plugins,
      {
        name: 'joined-packages',
        setup(made) {
          made.onResolve({ filter: /^[^.#]/ }, ({ path: name }) =>
            Object.hasOwn(joinedPaths, name) ? { path: joinedPaths[name], external: true } : undefined,
          );
        },
      },
    ],
    // Node reads all of a map before the program begins.
    sourcemap: 'linked',
    sourcesContent: false,
    jsx: 'automatic',
  });
  put(outputFiles);
}

/**
 * Each output appears whole or not at all, so that a process that starts meanwhile never reads half a file.
 * @param {import('esbuild').OutputFile[]} files
 */
function put(files) {
  for (const file of files) {
    mkdirSync(path.dirname(file.path), { recursive: true });
    writeFileSync(`${file.path}.${process.pid}`, file.contents);
    renameSync(`${file.path}.${process.pid}`, file.path);
  }
}

/**
 * One build at a time, also where two commands begin together. A lock whose owner is gone is taken over.
 * @template T @param {() => Promise<T>} work @returns {Promise<T>}
 */
async function oneAtATime(work) {
  const lock = path.join(buildFolder, '.lock');
  mkdirSync(buildFolder, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const owner = Number(existsSync(lock) && readFileSync(lock, 'utf8'));
      if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true });
      else await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} name @param {string[]} sources @param {() => Promise<void>} make @returns {Promise<boolean>} whether anything was made */
function unlessDone(name, sources, make) {
  return oneAtATime(async () => {
    const hash = contentHash(sources);
    const stamp = path.join(buildFolder, `.${name}`);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
    rmSync(stamp, { force: true });
    await make();
    writeFileSync(stamp, hash);
    return true;
  });
}

/** Joins the packages that everything bundled here loads, where another version of one came. */
export function buildPackages() {
  return unlessDone('packages', packageSources, async () => put(await joinPackages(forNode)));
}

/** Bundles the programs where a source changed. */
export async function buildPrograms() {
  await buildPackages();
  return unlessDone('programs', programSources, () => {
    const present = Object.entries(programs).filter(([, entry]) => existsSync(path.join(projectFolder, entry)));
    return bundle(Object.fromEntries(present), buildFolder);
  });
}

/** Builds the Remix application where a source changed; the new one takes the old one's place when it is whole. */
export function buildWeb() {
  return unlessDone('web', webSources, async () => {
    const [whole, next, old] = ['remix', 'remix.next', 'remix.old'].map((name) => path.join(buildFolder, name));
    if (!whole || !next || !old) return;
    await runTool('remix', ['vite:build', '--logLevel', 'warn'], {
      env: { ...process.env, NODE_ENV: 'production', REMIX_BUILD_FOLDER: path.relative(projectFolder, next) },
    });
    rmSync(old, { recursive: true, force: true });
    if (existsSync(whole)) renameSync(whole, old);
    renameSync(next, whole);
    rmSync(old, { recursive: true, force: true });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureInstalled();
  await ensureGenerated();
  const made = [(await buildPrograms()) && 'programs', (await buildWeb()) && 'web'].filter(Boolean);
  process.stdout.write(made.length ? `built: ${made.join(', ')}\n` : 'nothing changed since the last build\n');
}
