import { type ChildProcess, fork } from 'node:child_process';
import { buildProgram } from '#core/platform/testing/build-program.ts';
import type { RunningSimulator } from '../../../simulator/start-simulator.ts';

/** A process of its own that sends the digests that are due, once. @param aheadMs how far its clock is ahead */
export async function forkDigests(
  databaseUrl: string,
  discord: RunningSimulator,
  aheadMs: number,
): Promise<ChildProcess> {
  const { botToken, clientId } = discord.sim.credentials;
  return fork(await buildProgram('bot/jobs/testing/digest-process-main.ts'), {
    execArgv: ['--enable-source-maps'],
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
