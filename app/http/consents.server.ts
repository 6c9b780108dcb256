import { chooseMail } from '#core/accounts/choose-mail.server.ts';
import { getMail } from '#core/accounts/get-mail.server.ts';
import { leaveMail } from '#core/accounts/leave-mail.server.ts';
import { giveConsent } from '#core/consent/give-consent.server.ts';
import type { ConsentAsked } from '#core/consent/schema.ts';
import { withdrawConsent } from '#core/consent/withdraw-consent.server.ts';
import type { Dependencies } from './dependencies.server.ts';

/**
 * Runs a form of the page of consents. With the consent to mail goes the choice of letters about policies.
 * @throws AppError 'conflict' where Discord tells no address for letters · 'not_signed_in' | 'discord_unavailable'
 */
export async function answerConsent(
  deps: Dependencies,
  { userId, sessionId }: { userId: string; sessionId: string },
  intent: 'give' | 'withdraw',
  asked: ConsentAsked,
): Promise<void> {
  if (intent === 'withdraw') {
    await leaveMail(deps, { accountId: userId, topic: 'policy' });
    await withdrawConsent(deps, { userId }, asked);
    return;
  }
  await wantLetters(deps, { accountId: userId, sessionId });
  await giveConsent(deps, { userId }, asked);
}

/**
 * Chooses letters about policies beside the mails that were chosen before; nothing where this instance sends none.
 * @throws AppError as answerConsent
 */
export async function wantLetters(
  deps: Dependencies,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<void> {
  if (!deps.config.mail) return;
  const { topics } = await getMail(deps, { accountId });
  await chooseMail(deps, { accountId, sessionId, topics: [...new Set([...topics, 'policy' as const])] });
}
