import { randomUUID } from 'node:crypto';
import type { Clock } from '#core/platform/clock.ts';
import { type Database, within } from '#core/platform/db.server.ts';
import { openCase } from './open-case.server.ts';
import type { CaseChannel } from './schema.ts';

/**
 * Takes in that an account is said to be of somebody under age: a case, and beside it whom it is about. Nothing happens to
 * them until a person of staff decides.
 * @param asked.accountId who says so; null for a visitor
 * @returns the secret under which they, and nobody else, find their letter again
 * @throws AppError 'too_many_requests'
 */
export async function reportUnderAge(
  { db, clock }: { db: Database; clock: Clock },
  asked: { channel: CaseChannel; personId: string; words: string; accountId: string | null },
): Promise<string> {
  const { personId, ...letter } = asked;
  const caseId = randomUUID();
  const client = await db.for('answer-request').pool.connect();
  try {
    await client.query('BEGIN');
    const secret = await openCase({ db: within({ pool: client }), clock }, { ...letter, topic: 'minor' }, caseId);
    await client.query('INSERT INTO under_age_report (id, case_id, person_id, received_at) VALUES ($1, $2, $3, $4)', [
      randomUUID(),
      caseId,
      personId,
      new Date(clock.now()),
    ]);
    await client.query('COMMIT');
    return secret;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
