import path from 'node:path';

/** Where sealed exports lie. Their names are random. */
export function exportsFolder(home: string): string {
  return path.join(home, 'exports');
}
