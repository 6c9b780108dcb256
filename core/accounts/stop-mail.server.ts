import type { AccountsDeps } from './deps.server.ts';
import { readStopToken } from './internal/stop-token.server.ts';
import type { MailTopic } from './rules/mail.ts';

/**
 * Stops a kind of mail, by the address that stands in each of them; with the last kind the mail address is forgotten. As
 * often as one likes. @returns which kind, or null where the address was in no mail of ours
 */
export async function stopMail(
  { db, secrets }: Pick<AccountsDeps, 'db' | 'secrets'>,
  token: string,
): Promise<MailTopic | null> {
  const stop = readStopToken(secrets, token);
  if (!stop) return null;
  const accountId = BigInt(stop.accountId);
  await db.prisma.$transaction([
    db.prisma.mailChoice.deleteMany({ where: { accountId, topic: stop.topic } }),
    db.prisma.account.updateMany({ where: { id: accountId, mailChoices: { none: {} } }, data: { emailSealed: null } }),
  ]);
  return stop.topic;
}

/** The kind of mail that an address would stop; null where it was in no mail of ours. */
export function topicOfStop({ secrets }: Pick<AccountsDeps, 'secrets'>, token: string): MailTopic | null {
  return readStopToken(secrets, token)?.topic ?? null;
}
