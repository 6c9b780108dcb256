import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { signalGroup } from './processes.mjs';

/** The folder of package.json, wherever the command was given. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** A command that failed, with the end of what it printed. */
export class CommandError extends Error {
  /** @param {string} command @param {number | null} code @param {string} output */
  constructor(command, code, output) {
    super(`${command} failed${code === null ? '' : ` with exit code ${code}`}:\n${output.trim().slice(-4_000)}`);
    this.name = 'CommandError';
    this.output = output;
  }
}

/** The commands that run now. The start names a callback to write their ids down, and ends them when it ends. */
export const commands = {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  running: new Set(),
  /** @type {(pid: number) => void} */
  onStart: () => {},
  endAll() {
    for (const child of commands.running) if (child.pid) signalGroup(child.pid, 'SIGTERM');
  },
};

/**
 * Runs a command in the project folder and keeps what it prints; only a failure shows it.
 * @param {string} command @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, shell?: boolean, allow?: number[], limitMs?: number }} [options]
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(command, args, { env = process.env, onLine, shell = false, allow = [0], limitMs = 0 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: projectFolder,
      env,
      shell,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    commands.running.add(child);
    if (child.pid) commands.onStart(child.pid);
    const limit = limitMs && setTimeout(() => child.pid && signalGroup(child.pid, 'SIGKILL'), limitMs);
    let output = '';
    const keep = (/** @type {string} */ text) => {
      output = (output + text).slice(-2_000_000);
      if (onLine) for (const line of text.split('\n')) if (line.trim()) onLine(line);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => {
      commands.running.delete(child);
      clearTimeout(limit || undefined);
      if (code !== null && allow.includes(code)) resolve({ code, output });
      else reject(new CommandError([path.basename(command), ...args.slice(0, 4)].join(' '), code, output));
    });
  });
}

/** Packages that are not called like the program they bring. */
const owners = {
  biome: '@biomejs/biome',
  depcruise: 'dependency-cruiser',
  playwright: '@playwright/test',
  remix: '@remix-run/dev',
  tsc: 'typescript-native',
};

/** The program a package of node_modules offers under `name`, to be run by this same Node. @param {string} name */
function toolFile(name) {
  const owner = owners[/** @type {keyof typeof owners} */ (name)] ?? name;
  const folder = path.join(projectFolder, 'node_modules', owner);
  if (!existsSync(folder)) throw new Error(`${owner} is not installed: run npm start or npm ci first.`);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/**
 * Runs a program of node_modules.
 * @param {string} name @param {string[]} args @param {Parameters<typeof run>[2]} [options]
 */
export async function runTool(name, args, options) {
  return run(process.execPath, [toolFile(name), ...args], options);
}
