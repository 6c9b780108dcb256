import { AppError } from '#core/platform/app-error.ts';
import type { EraseDeps } from './deps.server.ts';
import { readLedger } from './internal/erasure-ledger.server.ts';
import { missingOf } from './internal/tombstones.server.ts';

/**
 * Refuses a database that lacks an erasure of the ledger: it is an older one, restored and not prepared, and holds people
 * who were erased since. A tombstone is durable before its line is written, so that of a database that is served none is
 * missing.
 * @throws AppError 'misconfigured', also where the ledger cannot be believed
 */
export async function checkErasures(
  db: EraseDeps['db'],
  { ledger, secrets }: Pick<EraseDeps, 'ledger' | 'secrets'>,
): Promise<void> {
  const missing = await missingOf(db.for('answer-request').pool, await readLedger(ledger, secrets));
  if (missing.length === 0) return;
  throw new AppError(
    'misconfigured',
    `This database lacks ${missing.length} erasures of ${ledger}: it is an older one, and holds people who were erased since. Stop all processes and run "node deploy/prepare.mjs" ("npm start" does it by itself): it erases them again.`,
  );
}
