import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../deploy/ports.mjs';

/** A whole Procord that runs on a simulated Discord of its own. */
export interface Product {
  origin: string;
  simulatorUrl: string;
  home: string;
  stop(): Promise<void>;
}

const READY_MS = 240_000;
const STOP_MS = 20_000;

/** What a developer's .env or shell may say about another instance does not count here. */
const unset = [
  'DISCORD_TOKEN',
  'DISCORD_CLIENT_ID',
  'DISCORD_CLIENT_SECRET',
  'DISCORD_PREMIUM_SKU_ID',
  'DISCORD_API_URL',
  'DISCORD_AUTHORIZE_URL',
  'DISCORD_CDN_URL',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_API_URL',
  'STRIPE_CHECKOUT_URL',
  'STRIPE_PORTAL_URL',
  'AI_API_URL',
  'AI_API_KEY',
  'AI_MODELS',
  'AI_VENDORS',
  'DATABASE_URL',
  'PROCORD_SECRET',
  'PROCORD_OLD_SECRETS',
  'PROCORD_ORIGIN',
  'PROCORD_STAFF_IDS',
  'UMAMI_URL',
  'UMAMI_WEBSITE_ID',
  'HOST',
  'LOG_LEVEL',
];

/**
 * Runs `npm start` on data of its own and free ports, and waits for its last line.
 * @throws Error with what it printed, where it does not become ready
 */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'procord-e2e-'));
  const simulatorPort = await freePort();
  const child = spawn(process.execPath, ['deploy/start.mjs'], {
    env: {
      ...process.env,
      ...Object.fromEntries(unset.map((name) => [name, ''])),
      NODE_OPTIONS: '',
      PROCORD_HOME: home,
      PORT: '0',
      SIM_PORT: String(simulatorPort),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const guard = endWith(child);
  const stop = async () => {
    await end(child);
    guard.kill();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const origin = await readyLine(child);
    return { origin, simulatorUrl: `http://127.0.0.1:${simulatorPort}`, home, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ends the product also where this process is killed and cannot. */
function endWith(child: ChildProcess): ChildProcess {
  const script = `process.stdin.resume().on('close', () => { try { process.kill(${child.pid}, 'SIGTERM') } catch {} })`;
  const guard = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  guard.unref();
  return guard;
}

function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (why: string) => reject(new Error(`Procord does not start: ${why}\n${text}`));
    const timer = setTimeout(() => fail(`not ready after ${READY_MS / 1_000} s`), READY_MS);
    const read = (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const origin = /^Procord is ready on (\S+)$/m.exec(text)?.[1];
      if (!origin) return;
      clearTimeout(timer);
      resolve(origin);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`it ended with ${signal ?? code}`);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}

/** The process of a running product that goes by this name, by the list that its start keeps in the home. */
export function processOf(home: string, name: 'web' | 'manager' | 'worker' | 'simulator' | 'postgres'): number {
  const { children } = JSON.parse(readFileSync(path.join(home, 'lock.json'), 'utf8')) as {
    children: { name: string; pid: number }[];
  };
  const found = children.find((child) => child.name === name);
  if (!found) throw new Error(`${name} is not among the processes of ${home}`);
  return found.pid;
}

/** Holds the database of a running product still, as a machine that hangs would. @returns what lets it go on. */
export function freezeDatabase(home: string): () => void {
  const postmaster = processOf(home, 'postgres');
  const all = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const backends = all.flatMap(([pid, parent]) => (pid && parent === postmaster ? [pid] : []));
  const frozen = [postmaster, ...backends];
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of frozen) {
      try {
        process.kill(pid, name);
      } catch {
        // A backend that has just ended.
      }
    }
  };
  signal('SIGSTOP');
  return () => signal('SIGCONT');
}
