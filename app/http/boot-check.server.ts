import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, isConnectionError } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { checkRegistry } from '#core/privacy/check-registry.server.ts';

const AGAIN_MS = 2_000;

/**
 * Resolves once the database was seen to hold only what the privacy registry knows. While the database is away it
 * waits: the server meanwhile answers that it is.
 * @throws AppError 'misconfigured'
 */
export async function checkAtBoot(db: Pick<Database, 'pool'>, log: Logger): Promise<void> {
  for (;;) {
    try {
      return await checkRegistry(db.pool);
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      log.warn('the database is away; the register is checked when it is back');
      await sleep(AGAIN_MS, undefined, { ref: false });
    }
  }
}
