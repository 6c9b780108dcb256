import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { stores } from './registry/stores.ts';
import { undeclared } from './rules.ts';

/** Folders of others, of which only the name is looked at: they are covered as a whole. */
const WHOLE = stores.flatMap(({ kind, covers }) =>
  kind === 'file' ? covers.filter((one) => one.endsWith('/**')).map((one) => one.slice(0, -3)) : [],
);

/** Files below PROCORD_HOME that no entry of the registry covers, as paths below it. None where there is no such folder. */
export async function listStrangeFiles(home: string): Promise<string[]> {
  const files: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(path.join(home, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) files.push(below);
      else if (!WHOLE.includes(below)) await walk(below);
    }
  };
  await walk('');
  return undeclared('file', files, stores).sort();
}
