import type { Database } from '#core/platform/db.server.ts';
import { addAnswer } from './internal/add-answer.server.ts';
import { newestAnswer } from './internal/newest-answer.server.ts';
import type { ConsentAsked } from './schema.ts';

/** Takes a consent back, whichever version it was given to; every process hears of it with the commit. Twice is once. */
export async function withdrawConsent(
  { db }: { db: Database },
  scope: { userId: string },
  asked: ConsentAsked,
): Promise<void> {
  const newest = await newestAnswer(db, scope, asked.purpose);
  if (newest?.outcome !== 'given') return;
  await addAnswer(db.for('show-consent').prisma, scope, asked, 'withdrawn');
}
