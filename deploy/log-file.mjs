import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

const MAX_BYTES = 8 * 1024 * 1024;
const KEPT = 3;

/**
 * A log file that starts anew at 8 MB and keeps the last three: `web.log`, `web.log.1`, …
 * @param {string} folder @param {string} name
 */
export function openLogFile(folder, name) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.log`);
  let handle = openSync(file, 'a', 0o600);
  let bytes = fstatSync(handle).size;
  const rotate = () => {
    closeSync(handle);
    for (let age = KEPT; age >= 1; age -= 1) {
      const older = age === 1 ? file : `${file}.${age - 1}`;
      if (existsSync(older)) renameSync(older, `${file}.${age}`);
    }
    handle = openSync(file, 'a', 0o600);
    bytes = 0;
  };
  return {
    file,
    /** @param {string | Buffer} text */
    write(text) {
      try {
        if (bytes >= MAX_BYTES) rotate();
        bytes += writeSync(handle, /** @type {string} */ (text));
      } catch {
        // A full disk must not end what is being logged.
      }
    },
  };
}
