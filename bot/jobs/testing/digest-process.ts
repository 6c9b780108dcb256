import { type ChildProcess, fork } from 'node:child_process';
import type { RunningSimulator } from '../../../simulator/start-simulator.ts';

/** A process of its own that sends the digests that are due, once. @param aheadMs how far its clock is ahead */
export function forkDigests(databaseUrl: string, discord: RunningSimulator, aheadMs: number): ChildProcess {
  const { botToken, clientId } = discord.sim.credentials;
  return fork('bot/jobs/testing/digest-process-main.ts', {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      TEST_DATABASE_URL: databaseUrl,
      TEST_API_URL: `${discord.url}/api`,
      TEST_TOKEN: botToken,
      TEST_CLIENT_ID: clientId,
      TEST_AHEAD_MS: String(aheadMs),
    },
  });
}
