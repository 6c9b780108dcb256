import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPrograms, buildWeb } from './build.mjs';
import { createEnding } from './ending.mjs';
import { takeHome } from './home-lock.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { keepPostgres } from './local-postgres.mjs';
import { nodeFlags } from './node-flags.mjs';
import { portFrom } from './ports.mjs';
import { untilReady } from './readiness.mjs';
import { homeFolder, isSimulated, readSettings, secretOf } from './settings.mjs';
import {
  describeMail,
  describeModel,
  describeSimulator,
  describeStripe,
  simulatorAnswers,
  simulatorPort,
  worldBegan,
} from './simulated.mjs';
import { elapsed, say, seconds, step } from './steps.mjs';
import { superviseChild } from './supervise.mjs';
import { commands, projectFolder } from './tools.mjs';

/** A process that ends this often before it was ever ready will not become so. */
const GIVE_UP_AFTER = 4;

/** Days that a simulated world has behind it at its first start. */
const PAST_DAYS = '120';

/** Shows why nothing runs, in as few words as say it. @param {unknown} error @returns {number} exit code */
export function showError(error) {
  const { message, exitCode, code } = /** @type {{ message?: string, exitCode?: number, code?: string }} */ (error);
  say(message ?? String(error));
  return exitCode ?? (code === 'misconfigured' ? 78 : 1);
}

/** Installs and generates what is not there yet: all that the sources need to be read. */
export async function installEverything() {
  await step('Packages', (progress) => ensureInstalled(progress));
  await step('Database client', async () => ((await ensureGenerated()) ? 'generated' : 'as generated'));
}

/** Builds what changed. @param {{ web: boolean }} what */
export async function buildEverything({ web }) {
  await step('Build', async () => {
    const made = [(await buildPrograms()) && 'programs', web && (await buildWeb()) && 'pages'].filter(Boolean);
    return made.length ? made.join(' and ') : 'nothing changed';
  });
}

/** Makes all that runs. @param {{ web: boolean }} what */
export async function makeEverything(what) {
  await installEverything();
  await buildEverything(what);
}

/** Everything: database, simulator where there is no real Discord, web, bot, worker. @param {{ dev: boolean }} options */
export async function startAll({ dev }) {
  const settings = readSettings();
  const simulated = isSimulated(settings);
  const home = homeFolder(settings);
  const lock = await takeHome(home);
  const ending = createEnding(say);
  guard(home, ending);
  ending.add(() => lock.release());
  commands.onStart = (pid) => lock.add('command', pid);
  ending.add(async () => commands.endAll());
  try {
    await startUnder({ settings, simulated, home, lock, ending, dev });
  } catch (error) {
    if (ending.under) return;
    await ending.end();
    throw error;
  }
}

/** A process apart that ends all the rest should this one be killed. @param {string} home @param {import('./ending.mjs').Ending} ending */
function guard(home, ending) {
  let over = false;
  const begin = () => {
    const file = path.join(projectFolder, 'deploy', 'watchdog.mjs');
    const dog = spawn(process.execPath, [file, home, String(process.pid)], {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    dog.stdin.on('error', () => {});
    dog.once('exit', () => over || setTimeout(begin, 1_000));
    ending.add(async () => {
      over = true;
      dog.stdin.end();
    });
  };
  begin();
}

/**
 * Leaves in the home where this instance keeps what, for tools such as `npm run compare`, as long as it runs.
 * @param {string} home @param {{ databaseUrl: string | undefined, simulatorUrl: string | null }} addresses
 * @param {import('./ending.mjs').Ending} ending
 */
function leaveAddresses(home, addresses, ending) {
  const file = path.join(home, 'run.json');
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(addresses), { mode: 0o600 });
  ending.add(async () => rmSync(file, { force: true }));
}

/**
 * @param {{ settings: import('./settings.mjs').Settings, simulated: boolean, home: string, dev: boolean,
 *   lock: Awaited<ReturnType<typeof takeHome>>, ending: import('./ending.mjs').Ending }} context
 */
async function startUnder({ settings, simulated, home, lock, ending, dev }) {
  const logs = path.join(home, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  say(`Procord${simulated ? ' on a simulated Discord' : ''}, data in ${home}`);
  await makeEverything({ web: !dev });
  const prepare = await import(pathToFileURL(path.join(projectFolder, 'build', 'prepare.js')).href);
  prepare.checkEnvironment({
    DATABASE_URL: 'postgresql://not-yet',
    PROCORD_SECRET: 'x'.repeat(32),
    ...settings,
    ...(simulated ? { DISCORD_TOKEN: 'x', DISCORD_CLIENT_ID: '1'.repeat(17), DISCORD_CLIENT_SECRET: 'x' } : {}),
  });

  const wanted = Number(settings.PORT ?? 3000);
  const host = simulated ? '127.0.0.1' : (settings.HOST ?? '127.0.0.1');
  if (simulated && settings.HOST && settings.HOST !== host)
    say(`  HOST ${settings.HOST} is not used: a simulated instance listens on this machine only.`);
  const port = await portFrom(wanted, host);
  const origin = (!simulated && settings.PROCORD_ORIGIN) || `http://localhost:${port}`;
  lock.setOrigin(`http://localhost:${port}`);

  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...settings,
    NODE_ENV: dev ? 'development' : 'production',
    PROCORD_HOME: home,
    PROCORD_SECRET: secretOf(settings, home),
    HOST: host,
    PORT: String(port),
    PROCORD_ORIGIN: origin,
  };
  /** @type {import('./supervise.mjs').Child[]} */
  const children = [];
  /** @param {string} name @param {NodeJS.ProcessEnv} extra */
  const child = (name, extra = {}) => {
    const started = superviseChild({
      name,
      command: process.execPath,
      args: [...nodeFlags(name), path.join(projectFolder, 'build', `${name}.js`)],
      env: { ...env, ...extra },
      cwd: projectFolder,
      logs,
      say,
      onStart: (pid) => lock.add(name, pid),
      onBadSettings: (text) => {
        say(text);
        void ending.endNow(`${name} cannot run with these settings`, 78);
      },
    });
    children.push(started);
    return started;
  };
  const failed = () => {
    const bad = children.find((one) => one.restarts() >= GIVE_UP_AFTER);
    return (
      bad &&
      `${bad.name} does not start; its last words are in ${path.join(logs, `${bad.name}.log`)}:\n${bad.lastWords()}`
    );
  };

  if (!settings.DATABASE_URL) {
    await step('Postgres', async () => {
      const onStart = (/** @type {number} */ pid) => lock.add('postgres', pid);
      const postgres = await keepPostgres({ home, logs, onStart, say });
      ending.add(() => postgres.stop());
      env.DATABASE_URL = postgres.url(simulated ? 'procord_simulated' : 'procord');
      return postgres.data.startsWith(home) ? 'running' : `running, data in ${postgres.data}`;
    });
  }
  /** @type {import('../prisma/seed.ts').Seed | undefined} */
  let seed;
  /** @type {string | null} */
  let simulatorUrl = null;
  if (simulated) {
    await step('Simulator', async () => {
      const simPort = await simulatorPort(settings, home);
      const url = `http://127.0.0.1:${simPort}`;
      const simulator = child('simulator', {
        SIM_PORT: String(simPort),
        SIM_PAST_DAYS: settings.SIM_PAST_DAYS ?? PAST_DAYS,
        SIM_BEGAN_MS: String(worldBegan(settings, home)),
        SIM_FOLLOW_PARENT: '1',
        SIM_STRIPE_FILE: path.join(home, 'simulated-stripe.json'),
        SIM_MODEL_FILE: path.join(home, 'simulated-model.ndjson'),
        SIM_STRIPE_WEBHOOK_URL: `http://127.0.0.1:${port}/webhooks/stripe`,
      });
      ending.add(() => simulator.stop(1_000));
      await simulatorAnswers(url, failed);
      const described = await describeSimulator(url);
      seed = described.seed;
      Object.assign(env, described.settings);
      if (!settings.STRIPE_SECRET_KEY) Object.assign(env, await describeStripe(url));
      if (!settings.SMTP_URL) Object.assign(env, await describeMail(url));
      if (!settings.AI_API_KEY) Object.assign(env, await describeModel(url));
      simulatorUrl = url;
      return `Discord's stand-in on ${url}`;
    });
  }
  await step('Database', (progress) => prepare.prepareDatabase(env, projectFolder, seed, progress));
  leaveAddresses(home, { databaseUrl: env.DATABASE_URL, simulatorUrl }, ending);

  if (port !== wanted && wanted !== 0) {
    const redirect =
      simulated || settings.PROCORD_ORIGIN ? '' : `; Discord must know the redirect ${origin}/auth/discord/callback`;
    say(`  Port ${wanted} is taken: using ${port}${redirect}.`);
  }
  const since = new Date();
  const running = ['web', 'manager'].map((name) => child(name));
  ending.add(async () => {
    await Promise.all(running.map((one) => one.stop(4_500)));
  });
  const clusters = Math.min(Number(settings.BOT_CLUSTERS ?? 2), Number(settings.BOT_SHARDS ?? 8));
  await step('Web and bot', async (progress) => {
    const url = `http://${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
    await untilReady({ url, databaseUrl: env.DATABASE_URL ?? '', clusters, since, progress, failed });
    return `ready, ${clusters} clusters`;
  });
  // Nobody waits for its jobs: it does not take the processors from what is waited for.
  running.push(child('worker'));
  say(`  Ready after ${seconds(elapsed())}. Logs in ${logs}; Ctrl-C ends it.`);
  say(`Procord is ready on http://localhost:${port}`);
}
