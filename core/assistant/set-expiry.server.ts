import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { KeepDays } from './schema.ts';

/** A person says after how many days without a question their conversations end by themselves. @param keepDays null: never */
export async function setExpiry(
  { db, clock }: { db: Database; clock: Clock },
  { personId }: { personId: string },
  keepDays: KeepDays | null,
): Promise<void> {
  const { assistantExpiry } = db.for('use-model').prisma;
  const where = { personId: BigInt(personId) };
  const chosen = { keepDays: keepDays ?? 0, at: new Date(clock.now()) };
  if (keepDays === null) await assistantExpiry.deleteMany({ where });
  else await assistantExpiry.upsert({ where, create: { ...where, ...chosen }, update: chosen });
}
