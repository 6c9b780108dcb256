import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run, runTool } from './tools.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** An installed Chromium, from CHROMIUM_PATH or the search path. @returns {string | undefined} */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const wanted = process.env.CHROMIUM_PATH;
  const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...(wanted ? [wanted] : []), ...places].find((place) => existsSync(place));
}

function isDebian() {
  return existsSync('/etc/debian_version') || /debian/.test(readIfThere('/etc/os-release'));
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/**
 * Makes sure that the browser tests have a browser: an installed one, else the distribution's package, else Playwright's
 * own download.
 * @returns {Promise<string>} what is used, in a few words
 * @throws {Error} in one sentence, where there is none to be had
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const tried = [];
  if (process.getuid?.() === 0 && isDebian()) {
    try {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      await run('apt-get', ['update', '-q'], { env });
      await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
      return 'the package chromium, installed now';
    } catch (error) {
      tried.push(`apt-get said: ${lastLine(error)}`);
    }
  }
  try {
    await runTool('playwright', ['install', 'chromium']);
    return "Playwright's own";
  } catch (error) {
    tried.push(`Playwright's download said: ${lastLine(error)}`);
  }
  throw new Error(
    `There is no Chromium and none could be fetched: install one, or set CHROMIUM_PATH to it (${tried.join('; ')}).`,
  );
}

/** @param {unknown} error */
function lastLine(error) {
  return (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1);
}
