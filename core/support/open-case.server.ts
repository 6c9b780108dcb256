import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import { sha256 } from '#core/platform/crypto.server.ts';
import type { Asked } from '#core/platform/db.server.ts';
import type { CaseChannel, CaseTopic } from './schema.ts';

const DAY_MS = 86_400_000;
/** Our own limit; the law allows a month: Article 12(3) GDPR. */
const DUE_DAYS = 7;
/**
 * Cases an hour by one way, of one account, and of all who have none: so many are more than people can read, and more than
 * one visitor can send by what the web process allows them.
 */
const MOST_OF_ACCOUNT = 5;
const MOST_OF_VISITORS = 300;

/**
 * Takes in what somebody wrote.
 * @param caseId a new one
 * @returns the secret under which they, and nobody else, find it again
 * @throws AppError 'too_many_requests'
 */
export async function openCase(
  { db, clock }: { db: Asked; clock: Clock },
  asked: { channel: CaseChannel; topic: CaseTopic; words: string; accountId: string | null },
  caseId: string = randomUUID(),
): Promise<string> {
  const { channel, topic, words, accountId } = asked;
  const nowMs = clock.now();
  const secret = randomBytes(24).toString('base64url');
  const { rowCount } = await db.for('answer-request').pool.query(
    `INSERT INTO contact_case (id, secret_hash, account_id, channel, topic, words, received_at, due_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8
      WHERE (SELECT count(*) FROM contact_case
              WHERE received_at > $9 AND channel = $4 AND account_id IS NOT DISTINCT FROM $3) < $10`,
    [
      caseId,
      sha256(secret),
      accountId,
      channel,
      topic,
      words,
      new Date(nowMs),
      new Date(nowMs + DUE_DAYS * DAY_MS),
      new Date(nowMs - 3_600_000),
      accountId === null ? MOST_OF_VISITORS : MOST_OF_ACCOUNT,
    ],
  );
  if (rowCount === 0) throw new AppError('too_many_requests', 'too many cases within the hour');
  return secret;
}
