import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { prismaEnv } from '../../deploy/install.mjs';
import { projectFolder } from '../../deploy/tools.mjs';

/** Prisma's own command line over the schema engine that comes from npm: `npm run prisma -- migrate dev`. */
const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build/index.js');
const done = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], {
  cwd: projectFolder,
  env: prismaEnv(),
  stdio: 'inherit',
});
process.exit(done.status ?? 1);
