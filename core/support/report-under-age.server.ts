import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { type AskedReport, takeInReport } from './internal/take-in-report.server.ts';

/**
 * Takes in that an account is said to be of somebody under age: a case, and beside it whom it is about. Nothing happens to
 * them until a person of staff decides.
 * @returns the secret under which they, and nobody else, find their letter again
 * @throws AppError 'too_many_requests'
 */
export async function reportUnderAge(
  { db, clock }: { db: Database; clock: Clock },
  asked: AskedReport,
): Promise<string> {
  return inTransaction(db.for('answer-request'), (client) => takeInReport(client, clock, asked));
}
