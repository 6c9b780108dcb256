import { AppError } from '#core/platform/app-error.ts';
import type { AccountsDeps } from './deps.server.ts';
import { getAccessToken } from './get-access-token.server.ts';
import { sealEmail } from './internal/sealed-email.server.ts';
import type { MailTopic } from './rules/mail.ts';

/**
 * Keeps which mails a person wants. With the first, Discord is asked for their address, and it is kept sealed; with the last
 * it is forgotten.
 * @throws AppError 'conflict' (Discord tells no address that was confirmed) · 'not_signed_in' | 'discord_unavailable'
 */
export async function chooseMail(
  deps: AccountsDeps,
  { accountId, sessionId, topics }: { accountId: string; sessionId: string; topics: readonly MailTopic[] },
): Promise<void> {
  const { db, clock, oauth, secrets } = deps;
  const id = BigInt(accountId);
  const email = topics.length === 0 ? null : await oauth.email(await getAccessToken(deps, sessionId));
  if (topics.length > 0 && email === null) throw new AppError('conflict', 'Discord tells no confirmed address');
  const emailSealed = email === null ? null : sealEmail(secrets, accountId, email);
  await db.for('notify', 'sign-in').prisma.$transaction([
    db.for('notify', 'sign-in').prisma.account.update({ where: { id }, data: { emailSealed } }),
    db
      .for('notify', 'sign-in')
      .prisma.mailChoice.deleteMany({ where: { accountId: id, topic: { notIn: [...topics] } } }),
    db.for('notify', 'sign-in').prisma.mailChoice.createMany({
      data: topics.map((topic) => ({ accountId: id, topic, chosenAt: new Date(clock.now()) })),
      skipDuplicates: true,
    }),
  ]);
}
