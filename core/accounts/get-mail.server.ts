import type { AccountsDeps } from './deps.server.ts';
import { openEmail } from './internal/sealed-email.server.ts';
import { isMailTopic, type MailTopic } from './rules/mail.ts';

/**
 * A person's own address, where one is kept, and the mails they chose. An address that no secret of this instance opens is
 * as good as none: whoever chooses again has it asked of Discord anew.
 */
export async function getMail(
  { db, secrets }: Pick<AccountsDeps, 'db' | 'secrets'>,
  { accountId }: { accountId: string },
): Promise<{ address: string | null; topics: MailTopic[] }> {
  const account = await db.for('notify').prisma.account.findUnique({
    where: { id: BigInt(accountId) },
    select: { emailSealed: true, mailChoices: { select: { topic: true } } },
  });
  return {
    address: account?.emailSealed ? addressOf(secrets, accountId, account.emailSealed) : null,
    topics: (account?.mailChoices ?? []).map(({ topic }) => topic).filter(isMailTopic),
  };
}

function addressOf(secrets: readonly string[], accountId: string, sealed: Uint8Array): string | null {
  try {
    return openEmail(secrets, accountId, sealed);
  } catch {
    return null;
  }
}
