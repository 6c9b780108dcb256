import { type ChildProcess, fork } from 'node:child_process';
import type { Rig } from './rig.ts';

export interface ClusterProcess {
  child: ChildProcess;
  /** Exit code, or the signal's name. */
  exited: Promise<number | string>;
}

/** The built cluster as the sharding library forks it, with two shards. */
export function forkCluster(rig: Rig, env: Record<string, string> = {}): ClusterProcess {
  const { credentials } = rig.discord.sim;
  const child = fork('build/cluster.js', {
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', process.env.TEST_LOG ? 'inherit' : 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
      DATABASE_URL: rig.db.url,
      PROCORD_SECRET: 'x'.repeat(32),
      DISCORD_TOKEN: credentials.botToken,
      DISCORD_CLIENT_ID: credentials.clientId,
      DISCORD_CLIENT_SECRET: credentials.clientSecret,
      DISCORD_API_URL: `${rig.discord.url}/api`,
      BOT_SHARDS: '2',
      BOT_FLUSH_MS: '200',
      CLUSTER_MANAGER_MODE: 'process',
      CLUSTER: '0',
      CLUSTER_COUNT: '1',
      SHARD_LIST: '0,1',
      TOTAL_SHARDS: '2',
      MAINTENANCE: 'undefined',
      CLUSTER_QUEUE_MODE: 'auto',
      ...env,
    },
  });
  const exited = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 0));
  });
  return { child, exited };
}

/** Epoch and liveness of the shards, as the database has them. */
export async function shardRows(rig: Rig) {
  const { rows } = await rig.db.pool.query<{ epoch: string; holder: string; sequence: string | null; age: number }>(
    `SELECT epoch, holder, sequence, extract(epoch FROM now() - committed_at)::float8 AS age
       FROM gateway.shard ORDER BY shard_id`,
  );
  return rows;
}
