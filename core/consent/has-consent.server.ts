import type { Database } from '#core/platform/db.server.ts';
import { newestAnswer } from './internal/newest-answer.server.ts';
import { stateOfConsent } from './rules.ts';
import type { ConsentPurpose } from './schema.ts';

/** Whether a person consents now, to the words as they are now. Silence, refusal and withdrawal are all no. */
export async function hasConsent(db: Database, scope: { userId: string }, purpose: ConsentPurpose): Promise<boolean> {
  return stateOfConsent(purpose, await newestAnswer(db, scope, purpose)) === 'given';
}
