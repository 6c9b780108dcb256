import { open, seal } from '#core/platform/crypto.server.ts';
import { isMailTopic, type MailTopic } from '../rules/mail.ts';

const CONTEXT = 'mail stop';

/** What an address that stops a kind of mail holds: sealed, so that it tells nobody whose it is. */
export function makeStopToken(secrets: readonly string[], stop: { accountId: string; topic: MailTopic }): string {
  return seal(secrets, `${stop.accountId} ${stop.topic}`, CONTEXT).toString('base64url');
}

/** Whose mails of which kind; null for anything that was not made here. */
export function readStopToken(
  secrets: readonly string[],
  token: string,
): { accountId: string; topic: MailTopic } | null {
  try {
    const [accountId = '', topic = ''] = open(secrets, Buffer.from(token, 'base64url'), CONTEXT).split(' ');
    return isMailTopic(topic) ? { accountId, topic } : null;
  } catch {
    return null;
  }
}
