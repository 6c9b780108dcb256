import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { showError } from './start-all.mjs';
import { projectFolder } from './tools.mjs';

/** Makes the database of DATABASE_URL ready for the processes, then ends: the first step where a container or systemd starts each by itself. */
try {
  const prepare = await import(pathToFileURL(path.join(projectFolder, 'build', 'prepare.js')).href);
  const words = await prepare.prepareDatabase(process.env, projectFolder);
  process.stdout.write(`Database: ${words}\n`);
} catch (error) {
  process.exit(showError(error));
}
