import { giveConsent } from '#core/consent/give-consent.server.ts';
import type { ConsentAsked } from '#core/consent/schema.ts';
import { withdrawConsent } from '#core/consent/withdraw-consent.server.ts';
import type { Dependencies } from './dependencies.server.ts';

/** Runs a form of the page of consents. */
export async function answerConsent(
  deps: Pick<Dependencies, 'db'>,
  scope: { userId: string },
  intent: 'give' | 'withdraw',
  asked: ConsentAsked,
): Promise<void> {
  await (intent === 'give' ? giveConsent : withdrawConsent)(deps, scope, asked);
}
