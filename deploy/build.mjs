import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentHash } from './content-hash.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { projectFolder, runTool } from './tools.mjs';

/**
 * What runs: each entry becomes one file of build/, with packages left in node_modules.
 * The Remix application becomes build/remix.
 */
export const programs = {
  web: 'app/server.ts',
  manager: 'bot/manager.ts',
  cluster: 'bot/cluster.ts',
  worker: 'bot/worker.ts',
  simulator: 'simulator/main.ts',
  prepare: 'deploy/prepare.ts',
};

const buildFolder = path.join(projectFolder, 'build');
const webSources = ['app', 'core', 'public', 'vite.config.ts', 'remix.config.js', 'tsconfig.json', 'package-lock.json'];
const programSources = ['app', 'bot', 'core', 'simulator', 'prisma', 'deploy', 'tsconfig.json', 'package-lock.json'];

/**
 * Bundles TypeScript entries for Node. Each output appears whole or not at all, so that a process that starts
 * meanwhile never reads half a file.
 * @param {Record<string, string>} entries output name without extension -> entry, relative to the project
 * @param {string} folder absolute
 */
export async function bundle(entries, folder) {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: Object.entries(entries).map(([out, entry]) => ({ in: path.join(projectFolder, entry), out })),
    absWorkingDir: projectFolder,
    outdir: folder,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'linked',
    jsx: 'automatic',
    logLevel: 'warning',
  });
  for (const file of result.outputFiles) {
    mkdirSync(path.dirname(file.path), { recursive: true });
    writeFileSync(`${file.path}.${process.pid}`, file.contents);
    renameSync(`${file.path}.${process.pid}`, file.path);
  }
}

/** @param {string} name @param {string} hash @param {() => Promise<void>} make @returns {Promise<boolean>} whether anything was made */
async function unlessDone(name, hash, make) {
  const stamp = path.join(buildFolder, `.${name}`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  rmSync(stamp, { force: true });
  await make();
  mkdirSync(buildFolder, { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/** Bundles the programs where a source changed. */
export function buildPrograms() {
  return unlessDone('programs', contentHash(programSources), () => {
    const present = Object.entries(programs).filter(([, entry]) => existsSync(path.join(projectFolder, entry)));
    return bundle(Object.fromEntries(present), buildFolder);
  });
}

/** Builds the Remix application where a source changed. */
export function buildWeb() {
  return unlessDone('web', contentHash(webSources), () =>
    runTool('remix', ['vite:build', '--logLevel', 'warn'], { env: { ...process.env, NODE_ENV: 'production' } }),
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureInstalled();
  await ensureGenerated();
  const made = [(await buildPrograms()) && 'programs', (await buildWeb()) && 'web'].filter(Boolean);
  process.stdout.write(made.length ? `built: ${made.join(', ')}\n` : 'nothing changed since the last build\n');
}
