import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { IMPROVEMENT } from './rules/feedback.ts';

/**
 * A person says that a use of a model is not to be for them, or may be again. What waits for staff goes where they said no to
 * making AI better, or to every use.
 * @param asked.feature a use, or `IMPROVEMENT`; null: every use
 */
export async function setOptOut(
  { db, clock }: { db: Database; clock: Clock },
  { personId }: { personId: string },
  asked: { feature: string | null; out: boolean },
): Promise<void> {
  const { prisma } = db.for('use-model');
  const [userId, feature] = [BigInt(personId), asked.feature ?? ''];
  const where = { userId_feature: { userId, feature } };
  if (asked.out)
    await prisma.aiOptOut.upsert({ where, create: { userId, feature, at: new Date(clock.now()) }, update: {} });
  else await prisma.aiOptOut.deleteMany({ where: { userId, feature } });
  if (asked.out && (feature === '' || feature === IMPROVEMENT))
    await prisma.aiSample.deleteMany({ where: { personId: userId, verdict: null } });
}
