import type { AccountsDeps } from './deps.server.ts';
import type { MailTopic } from './rules/mail.ts';

/** Stops a kind of mail; with the last kind the mail address is forgotten. As often as one likes. */
export async function leaveMail(
  { db }: Pick<AccountsDeps, 'db'>,
  stop: { accountId: string; topic: MailTopic },
): Promise<void> {
  const accountId = BigInt(stop.accountId);
  await db.for('notify').prisma.$transaction([
    db.for('notify').prisma.mailChoice.deleteMany({ where: { accountId, topic: stop.topic } }),
    db.for('notify').prisma.account.updateMany({
      where: { id: accountId, mailChoices: { none: {} } },
      data: { emailSealed: null },
    }),
  ]);
}
