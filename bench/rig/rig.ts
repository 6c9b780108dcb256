import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { applyMigrations } from '#core/platform/apply-migrations.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { keepRoles } from '#core/platform/keep-roles.server.ts';
import { type LocalPostgres, startPostgres } from '../../deploy/postgres.mjs';
import { type ControlApi, controlApi } from '../truth/control-api.ts';
import { childrenOf, hasInEnvironment, sendSignal } from './processes.ts';
import { type Program, startProgram } from './program.ts';

export interface RigOptions {
  clusters: number;
  shards: number;
  /** SIM_* variables. */
  simulator: Record<string, string>;
  flushMs?: number;
  /** More variables for the product's programs. */
  env?: Record<string, string>;
  postgresFlags?: string[];
  /** A database that is there already, with all migrations, and stays when the rig ends; without it the rig makes one. */
  on?: RigDatabase;
  say: (line: string) => void;
}

/** Where an instance may run. */
export interface RigDatabase {
  server: LocalPostgres;
  url: string;
}

export type Rig = Awaited<ReturnType<typeof startRig>>;

/**
 * A whole instance for a tool: its own Postgres on durable settings, the simulator, and the product's own programs as
 * built. `end` stops all of it, also after a failure, and removes the data unless told to keep it.
 */
export async function startRig(options: RigOptions) {
  const { say } = options;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'procord-rig-'));
  // As root, Postgres runs as another user, who has to pass.
  chmodSync(folder, 0o711);
  const logs = path.join(folder, 'logs');
  mkdirSync(logs);
  const programs: Program[] = [];
  const orphans = new Set<number>();
  const start = (name: string, env: Record<string, string>) => {
    const program = startProgram({ name, env, logs });
    programs.push(program);
    return program;
  };
  // Room for the rows of a long run, and otherwise as an instance has it: fsync and synchronous_commit stay on.
  const postgresFlags = ['-c', 'max_connections=60', '-c', 'max_wal_size=4GB', ...(options.postgresFlags ?? [])];
  let postgres =
    options.on?.server ?? (await startPostgres({ folder: path.join(folder, 'postgres'), flags: postgresFlags }));
  let db: WholeDatabase | undefined;
  const endNow = () => {
    for (const program of programs) program.kill('SIGKILL');
    for (const pid of orphans) sendSignal(pid, 'SIGKILL');
    if (!options.on) sendSignal(postgres.pid, 'SIGINT');
  };
  process.once('exit', endNow);

  let isWorkerKept = false;
  const end = async ({ keep = false } = {}) => {
    isWorkerKept = false;
    process.off('exit', endNow);
    for (const pid of orphans) sendSignal(pid, 'SIGKILL');
    await Promise.all(programs.filter((program) => program.name !== 'simulator').map((program) => program.end()));
    await Promise.all(programs.map((program) => program.end()));
    await db?.close().catch(() => {});
    if (!options.on) await postgres.stop().catch(() => {});
    if (keep) say(`kept ${folder}`);
    else {
      if (!options.on) await postgres.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  };

  try {
    const url = options.on?.url ?? (await makeDatabase(postgres));
    const secret = randomBytes(48).toString('base64url');
    db = openWholeDatabase(url, { max: 6, name: 'procord rig', secrets: [secret] });
    const database = db;
    const simulator = start('simulator', {
      SIM_EVENTS_PER_SECOND: '0',
      SIM_FOLLOW_PARENT: '1',
      ...options.simulator,
      SIM_READY_FILE: path.join(folder, 'simulator.json'),
    });
    const control = controlApi(await simulatorUrl(path.join(folder, 'simulator.json'), simulator));
    const credentials = await control.credentials();
    const env = {
      NODE_ENV: 'production',
      DATABASE_URL: url,
      PROCORD_SECRET: secret,
      PROCORD_HOME: folder,
      DISCORD_TOKEN: credentials.botToken,
      DISCORD_CLIENT_ID: credentials.clientId,
      DISCORD_CLIENT_SECRET: credentials.clientSecret,
      DISCORD_API_URL: credentials.apiUrl,
      DISCORD_AUTHORIZE_URL: credentials.authorizeUrl,
      BOT_CLUSTERS: String(options.clusters),
      BOT_SHARDS: String(options.shards),
      ...(options.flushMs ? { BOT_FLUSH_MS: String(options.flushMs) } : {}),
      ...options.env,
    };
    let manager: Program | undefined;
    let worker: Program | undefined;
    return {
      folder,
      logs,
      db: database,
      control,
      credentials,
      /** Of the instance. */
      secrets: [secret],
      simulatorPid: simulator.pid,
      /** Starts another program of build/ as one of the instance's own. */
      startProgram: start,
      end,
      manager: () => manager,
      worker: () => worker,
      startManager: () => {
        manager = start('manager', env);
        return manager;
      },
      startWorker: () => {
        worker = start('worker', env);
        return worker;
      },
      /** Keeps one running as an instance does: one that ends is started again, until `endWorker` or the end. */
      keepWorker: () => {
        isWorkerKept = true;
        const again = () => {
          if (!isWorkerKept) return;
          worker = start('worker', env);
          void worker.ended.then(again);
        };
        again();
      },
      endWorker: async () => {
        isWorkerKept = false;
        await worker?.end();
      },
      /** Process ids of the manager's clusters that run now. */
      clusterPids: () => (manager?.running() ? childrenOf(manager.pid) : []),
      /** Process id of one of them, from its first moment on. */
      clusterPid: (clusterId: number): number | undefined =>
        manager?.running()
          ? childrenOf(manager.pid).find((pid) => hasInEnvironment(pid, `CLUSTER=${clusterId}`))
          : undefined,
      /** A process that may outlive its parent here is ended with the rig. */
      adopt: (pid: number) => void orphans.add(pid),
      postgres: () => postgres,
      killPostgres: () => postgres.kill(),
      stopPostgres: () => postgres.stop(),
      startPostgres: async () => {
        await postgres.exited;
        postgres = await startPostgres({
          folder: path.join(folder, 'postgres'),
          port: postgres.port,
          flags: postgresFlags,
        });
      },
      /** Every guild that has the bot is counted from here on. @returns their ids. */
      entitleAll: async (): Promise<string[]> => {
        const guilds = (await control.guilds()).filter((guild) => guild.botIn);
        for (const { id, ownerId } of guilds) {
          const grant = { guildId: id, staffId: ownerId, reason: 'rig', endsOn: null };
          await grantPremium({ db: database, clock: systemClock }, grant);
        }
        return guilds.map((guild) => guild.id);
      },
      waitUntilConnected: (timeoutMs: number) => waitUntilConnected(control, options.shards, timeoutMs),
      waitUntilCounting: (guilds: number, timeoutMs: number) => waitUntilCounting(database, guilds, timeoutMs),
    };
  } catch (error) {
    await end({ keep: true });
    throw error;
  }
}

async function makeDatabase(postgres: LocalPostgres): Promise<string> {
  await onPool(postgres.url(), (pool) => pool.query('CREATE DATABASE procord'));
  const url = postgres.url('procord');
  await applyMigrations(url, path.resolve('prisma/migrations'));
  await keepRoles(url);
  return url;
}

async function onPool(url: string, work: (pool: WholeDatabase['pool']) => Promise<unknown>): Promise<void> {
  const db = openWholeDatabase(url, { max: 1 });
  try {
    await work(db.pool);
  } finally {
    await db.close();
  }
}

async function simulatorUrl(readyFile: string, simulator: Program): Promise<string> {
  const { readFileSync } = await import('node:fs');
  for (let waited = 0; waited < 60_000 && simulator.running(); waited += 50) {
    try {
      const { url } = JSON.parse(readFileSync(readyFile, 'utf8'));
      if (typeof url === 'string') return url;
    } catch {
      // Not written yet.
    }
    await sleep(50);
  }
  throw new Error('the simulator did not start');
}

async function waitUntilConnected(control: ControlApi, shards: number, timeoutMs: number): Promise<void> {
  let connected = 0;
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(200)) {
    connected = new Set((await control.stats()).connectedShards).size;
    if (connected === shards) return;
  }
  throw new Error(`${connected} of ${shards} shards are connected after ${timeoutMs / 1000} s`);
}

async function waitUntilCounting(db: WholeDatabase, guilds: number, timeoutMs: number): Promise<void> {
  let counting = 0;
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(200)) {
    const { rows } = await db.pool.query<{ counting: number }>(
      'SELECT count(DISTINCT guild_id)::int AS counting FROM analytics.counting_span WHERE to_ms IS NULL',
    );
    counting = rows[0]?.counting ?? 0;
    if (counting >= guilds) return;
  }
  throw new Error(`${counting} of ${guilds} guilds are counted after ${timeoutMs / 1000} s`);
}
