import type { AccountsDeps } from './deps.server.ts';
import { openEmail } from './internal/sealed-email.server.ts';
import { isMailTopic, type MailTopic } from './rules/mail.ts';

/** A person's own address, where one is kept, and the mails they chose. */
export async function getMail(
  { db, secrets }: Pick<AccountsDeps, 'db' | 'secrets'>,
  { accountId }: { accountId: string },
): Promise<{ address: string | null; topics: MailTopic[] }> {
  const account = await db.prisma.account.findUnique({
    where: { id: BigInt(accountId) },
    select: { emailSealed: true, mailChoices: { select: { topic: true } } },
  });
  return {
    address: account?.emailSealed ? openEmail(secrets, accountId, account.emailSealed) : null,
    topics: (account?.mailChoices ?? []).map(({ topic }) => topic).filter(isMailTopic),
  };
}
