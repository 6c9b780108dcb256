import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Clock } from '#core/platform/clock.ts';
import { within } from '#core/platform/db.server.ts';
import { openCase } from '../open-case.server.ts';
import type { CaseChannel } from '../schema.ts';

/** What somebody says of an account. `accountId`: who says so; null for a visitor. */
export interface AskedReport {
  channel: CaseChannel;
  personId: string;
  words: string;
  accountId: string | null;
}

/**
 * A case, and beside it whom it is about, inside of a transaction.
 * @returns the secret under which the letter is read
 * @throws AppError 'too_many_requests'
 */
export async function takeInReport(client: ClientBase, clock: Clock, asked: AskedReport): Promise<string> {
  const { personId, ...letter } = asked;
  const caseId = randomUUID();
  const secret = await openCase({ db: within({ pool: client }), clock }, { ...letter, topic: 'minor' }, caseId);
  await client.query('INSERT INTO under_age_report (id, case_id, person_id, received_at) VALUES ($1, $2, $3, $4)', [
    randomUUID(),
    caseId,
    personId,
    new Date(clock.now()),
  ]);
  return secret;
}
