import type { Prisma } from '#core/platform/db.server.ts';
import type { MailTopic } from './rules/mail.ts';

/**
 * Puts a mail into the outbox, inside the transaction of what it tells of: for somebody who chose mails of this kind, once
 * for each key.
 * @param mail.facts what its words speak of
 */
export async function queueMail(
  tx: Pick<Prisma.TransactionClient, '$executeRaw'>,
  mail: { accountId: string; topic: MailTopic; key: string; facts: Record<string, string>; nowMs: number },
): Promise<void> {
  const now = new Date(mail.nowMs);
  await tx.$executeRaw`
    INSERT INTO mail_outbox (account_id, topic, key, facts, queued_at, due_at)
    SELECT account_id, topic, ${mail.key}, ${JSON.stringify(mail.facts)}::jsonb, ${now}, ${now}
      FROM mail_choice WHERE account_id = ${BigInt(mail.accountId)} AND topic = ${mail.topic}
    ON CONFLICT (key) DO NOTHING`;
}
