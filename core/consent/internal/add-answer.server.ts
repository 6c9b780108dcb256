import type { Prisma } from '#core/platform/db.server.ts';
import { type ConsentAsked, type ConsentOutcome, consentPurposes } from '../schema.ts';

/** Puts an answer at the end of a person's ledger, under the version of the words that are asked with now. */
export async function addAnswer(
  tx: Pick<Prisma.TransactionClient, 'consentEvent'>,
  { userId }: { userId: string },
  { purpose, surface, locale }: ConsentAsked,
  outcome: ConsentOutcome,
): Promise<void> {
  const { version } = consentPurposes[purpose];
  await tx.consentEvent.create({ data: { userId: BigInt(userId), purpose, version, outcome, locale, surface } });
}
