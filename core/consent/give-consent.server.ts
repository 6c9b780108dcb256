import type { Database } from '#core/platform/db.server.ts';
import { hasConsent } from './has-consent.server.ts';
import { addAnswer } from './internal/add-answer.server.ts';
import type { ConsentAsked } from './schema.ts';

/** Writes down that a person consents. Twice is once. */
export async function giveConsent(
  { db }: { db: Database },
  scope: { userId: string },
  asked: ConsentAsked,
): Promise<void> {
  if (await hasConsent(db, scope, asked.purpose)) return;
  await addAnswer(db.for('show-consent').prisma, scope, asked, 'given');
}
