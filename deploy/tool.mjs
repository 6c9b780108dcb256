import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPrograms, bundle } from './build.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { projectFolder } from './tools.mjs';

/**
 * Runs a TypeScript command of this project: `node deploy/tool.mjs bench/bench.ts ingest --json out.json`.
 * The programs under build/ are made first, so that a command may start them.
 */
const [entry, ...args] = process.argv.slice(2);
if (!entry) {
  process.stderr.write('Name the file to run, for example: node deploy/tool.mjs bench/bench.ts\n');
  process.exit(64);
}
await ensureInstalled();
await ensureGenerated();
await buildPrograms();
const name = entry.replace(/\.tsx?$/, '');
const folder = path.join(projectFolder, 'build', 'tools');
await bundle({ [name]: entry }, folder);
process.setSourceMapsEnabled(true);
process.chdir(projectFolder);
process.argv.splice(1, process.argv.length - 1, path.join(projectFolder, entry), ...args);
await import(pathToFileURL(path.join(folder, `${name}.js`)).href);
