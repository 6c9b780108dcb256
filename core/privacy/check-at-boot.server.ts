import { setTimeout as sleep } from 'node:timers/promises';
import { claimInstance } from '#core/platform/claim-instance.server.ts';
import { type Database, isConnectionError } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { checkRegistry } from './check-registry.server.ts';

const AGAIN_MS = 2_000;

/**
 * Resolves once this database was seen to belong to this Discord and to hold only what the privacy registry knows.
 * While the database is away it waits.
 * @throws AppError 'misconfigured': the process must not go on
 */
export async function checkAtBoot(db: Pick<Database, 'pool'>, discordApiUrl: string, log: Logger): Promise<void> {
  for (;;) {
    try {
      await claimInstance(db.pool, discordApiUrl);
      await checkRegistry(db.pool);
      return;
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      log.warn('the database is away; it is checked when it is back');
      await sleep(AGAIN_MS, undefined, { ref: false });
    }
  }
}
