import type { AccountsDeps } from './deps.server.ts';
import { readStopToken } from './internal/stop-token.server.ts';
import { leaveMail } from './leave-mail.server.ts';
import type { MailTopic } from './rules/mail.ts';

/**
 * Stops a kind of mail, by the address that stands in each of them. As often as one likes.
 * @returns whose mails of which kind, or null where the address was in no mail of ours
 */
export async function stopMail(
  { db, secrets }: Pick<AccountsDeps, 'db' | 'secrets'>,
  token: string,
): Promise<{ accountId: string; topic: MailTopic } | null> {
  const stop = readStopToken(secrets, token);
  if (stop) await leaveMail({ db }, stop);
  return stop;
}

/** The kind of mail that an address would stop; null where it was in no mail of ours. */
export function topicOfStop({ secrets }: Pick<AccountsDeps, 'secrets'>, token: string): MailTopic | null {
  return readStopToken(secrets, token)?.topic ?? null;
}
