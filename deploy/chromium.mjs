import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run, runTool } from './tools.mjs';

/** Chromium without its own windows draws the same pages for half the processor time. */
const SHELL = 'chromium-headless-shell';
const names = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The distribution's servers answer within this, or are not there. */
const PACKAGE_MS = 120_000;

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
 * Makes sure that the browser tests have a browser: the distribution's package where it may be installed, else any that is
 * there, else Playwright's own download.
 * @returns {Promise<string>} what is used, in a few words
 * @throws {Error} in one sentence, where there is none to be had
 */
export async function ensureChromium() {
  const found = findChromium();
  const tried = [];
  if (found && (process.env.CHROMIUM_PATH || path.basename(found) === SHELL)) return found;
  if (process.getuid?.() === 0 && isDebian()) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const name of found ? [SHELL] : [SHELL, 'chromium']) {
      try {
        await run('apt-get', ['update', '-q'], { env, limitMs: PACKAGE_MS });
        await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], { env, limitMs: PACKAGE_MS });
        return `the package ${name}, installed now`;
      } catch (error) {
        tried.push(`apt-get said: ${lastLine(error)}`);
      }
    }
  }
  if (found) return found;
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
