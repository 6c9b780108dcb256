import { setTimeout as sleep } from 'node:timers/promises';
import { claimInstance } from '#core/platform/claim-instance.server.ts';
import type { Config } from '#core/platform/config.server.ts';
import { type Database, isConnectionError } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { checkErasures } from './check-erasures.server.ts';
import { checkRegistry } from './check-registry.server.ts';

const AGAIN_MS = 2_000;

/**
 * Resolves once this database was seen to belong to this Discord, to hold only what the privacy registry knows, and to know
 * everybody who was erased. While the database is away it waits.
 * @param onAway called when the database is away
 * @throws AppError 'misconfigured': the process must not go on
 */
export async function checkAtBoot(
  db: Database,
  { discord, ledger, secrets }: Pick<Config, 'ledger' | 'secrets'> & { discord: { apiUrl: string } },
  log: Logger,
  onAway?: () => void,
): Promise<void> {
  for (;;) {
    try {
      await claimInstance(db.for('operate').pool, discord.apiUrl);
      await checkRegistry(db.for('operate').pool);
      await checkErasures(db, { ledger, secrets });
      return;
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      log.warn('the database is away; it is checked when it is back');
      onAway?.();
      await sleep(AGAIN_MS, undefined, { ref: false });
    }
  }
}
