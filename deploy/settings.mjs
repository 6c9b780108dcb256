import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './tools.mjs';

/** A setting that a person has to mend. The message is one sentence; the process ends with EX_CONFIG. */
export class SettingsError extends Error {
  exitCode = 78;
}

/** @typedef {Record<string, string | undefined>} Settings */

/**
 * KEY=value lines. Quotes keep spaces and #, double quotes also read \n; a # after a space begins a comment.
 * @param {string} text @returns {Settings}
 */
export function parseEnvFile(text) {
  /** @type {Settings} */
  const values = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (!match?.[1]) continue;
    const raw = match[2] ?? '';
    const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(raw);
    if (quoted) values[match[1]] = quoted[1] === '"' ? quoted[2]?.replaceAll('\\n', '\n') : quoted[2];
    else values[match[1]] = raw.replace(/(^|\s)#.*$/, '').trim();
  }
  return values;
}

/** The settings of .env with those of the real environment over them; empty counts as absent. @returns {Settings} */
export function readSettings() {
  const file = path.join(projectFolder, '.env');
  const written = existsSync(file) ? parseEnvFile(readFileSync(file, 'utf8')) : {};
  const merged = { ...written, ...process.env };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''));
}

/** @type {Record<string, string>} */
const whereToFind = {
  DISCORD_TOKEN: 'copy it from the Discord developer portal, your application, Bot, Reset Token',
  DISCORD_CLIENT_ID: 'copy it from the Discord developer portal, your application, OAuth2, Client ID',
  DISCORD_CLIENT_SECRET: 'copy it from the Discord developer portal, your application, OAuth2, Client Secret',
};
const addresses = ['DISCORD_API_URL', 'DISCORD_AUTHORIZE_URL', 'DISCORD_CDN_URL'];

/**
 * Whether this instance runs on the simulated Discord: where nothing of a real one is set.
 * @param {Settings} settings
 * @throws {SettingsError} where some of it is set and some is not
 */
export function isSimulated(settings) {
  const given = [...Object.keys(whereToFind), ...addresses].filter((name) => settings[name]);
  if (given.length === 0) return true;
  for (const [name, advice] of Object.entries(whereToFind)) {
    if (!settings[name])
      throw new SettingsError(
        `${name} is not set although ${given[0]} is: ${advice}, or remove ${given.join(' and ')} to run on the simulated Discord.`,
      );
  }
  return false;
}

/** PROCORD_HOME as an absolute path; a relative one is relative to the project. @param {Settings} settings */
export function homeFolder(settings) {
  return path.resolve(projectFolder, settings.PROCORD_HOME ?? '.procord');
}

/**
 * The secret of this instance: the given one, or one made on the first start and kept in the home.
 * @param {Settings} settings @param {string} home
 */
export function secretOf(settings, home) {
  if (settings.PROCORD_SECRET) return settings.PROCORD_SECRET;
  const file = path.join(home, 'secret');
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}
