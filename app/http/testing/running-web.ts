import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { nodeFlags } from '../../../deploy/node-flags.mjs';
import { freePort } from '../../../deploy/ports.mjs';
import { type RunningSimulator, startSimulator } from '../../../simulator/start-simulator.ts';

/** The built web process against a simulated Discord, for tests that speak HTTP. */
export interface RunningWeb {
  origin: string;
  simulator: RunningSimulator;
  child: ChildProcess;
  /** What the process wrote, line by line. */
  lines: string[];
  stop(): Promise<void>;
}

export async function startWeb(
  database: Pick<WholeDatabase, 'url'>,
  options: { simulator?: RunningSimulator; env?: Record<string, string> } = {},
): Promise<RunningWeb> {
  await build();
  const simulator =
    options.simulator ?? (await startSimulator({ guilds: 40, largestGuild: 5_000, eventsPerSecond: 0 }));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const lines: string[] = [];
  const child = spawn(process.execPath, [...nodeFlags('web'), path.resolve('build/web.js')], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      LOG_LEVEL: 'debug',
      DATABASE_URL: database.url,
      PROCORD_SECRET: 'a secret that only this test knows, long enough',
      PORT: String(port),
      PROCORD_STAFF_IDS: personId(simulator, 'staff'),
      DISCORD_TOKEN: simulator.sim.credentials.botToken,
      DISCORD_CLIENT_ID: simulator.sim.credentials.clientId,
      DISCORD_CLIENT_SECRET: simulator.sim.credentials.clientSecret,
      DISCORD_API_URL: `${simulator.url}/api`,
      DISCORD_AUTHORIZE_URL: `${simulator.url}/oauth2/authorize`,
      STRIPE_SECRET_KEY: simulator.stripe.stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: simulator.stripe.stripe.webhooks.secret,
      STRIPE_API_URL: simulator.stripe.url,
      STRIPE_CHECKOUT_URL: simulator.stripe.url,
      STRIPE_PORTAL_URL: simulator.stripe.url,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n').filter(Boolean)));
  const started = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)]);
  if (!started) throw new Error(`the web process did not start:\n${lines.join('\n')}`);
  return {
    origin,
    simulator,
    child,
    lines,
    async stop() {
      const gone = once(child, 'exit');
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await gone;
      }
      if (!options.simulator) await simulator.stop();
    },
  };
}

/** The build finds the project by its own place, so a tool that is bundled must not carry a copy of it. */
async function build(): Promise<void> {
  const file = pathToFileURL(path.resolve('deploy/build.mjs')).href;
  const { buildPrograms, buildWeb }: typeof import('../../../deploy/build.mjs') = await import(file);
  await buildPrograms();
  await buildWeb();
}

export type PersonaName = 'owner' | 'manager' | 'member' | 'staff' | 'outsider' | 'admin' | 'suspended';

export function personId({ sim }: RunningSimulator, name: PersonaName): string {
  return sim.world.people.persona(name).user.id;
}
