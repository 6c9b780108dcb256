import type { Database } from '#core/platform/db.server.ts';
import { type ConsentState, stateOfConsent } from './rules.ts';
import { type ConsentEvent, type ConsentPurpose, consentEventSchema, purposeNames } from './schema.ts';

export interface ConsentStanding {
  purpose: ConsentPurpose;
  state: ConsentState;
  /** Every answer, newest first. */
  answers: ConsentEvent[];
}

/** How a person stands to everything that rests on consent, and how they came to it. */
export async function listConsents(db: Database, { userId }: { userId: string }): Promise<ConsentStanding[]> {
  const rows = await db
    .for('show-consent')
    .prisma.consentEvent.findMany({ where: { userId: BigInt(userId) }, orderBy: { id: 'desc' } });
  return purposeNames.map((purpose) => {
    const answers = rows
      .filter((row) => row.purpose === purpose)
      .map(({ at, ...row }) => consentEventSchema.parse({ ...row, atMs: at.getTime() }));
    return { purpose, state: stateOfConsent(purpose, answers[0] ?? null), answers };
  });
}
