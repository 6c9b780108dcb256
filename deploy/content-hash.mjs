import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './tools.mjs';

/** Hash of the contents of the files below `names`, tests left out. @param {string[]} names */
export function contentHash(names) {
  const hash = createHash('sha256').update(process.version.split('.')[0] ?? '');
  /** @param {string} relative */
  const add = (relative) => {
    const full = path.join(projectFolder, relative);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) add(path.join(relative, name));
    } else if (!/\.test\.tsx?$/.test(relative)) {
      hash.update(`${relative}\0`).update(readFileSync(full)).update('\0');
    }
  };
  for (const name of names) add(name);
  return hash.digest('hex');
}
