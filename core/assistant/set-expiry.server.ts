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
  if (keepDays === null) return void (await assistantExpiry.deleteMany({ where }));
  const chosen = { keepDays, at: new Date(clock.now()) };
  await assistantExpiry.upsert({ where, create: { ...where, ...chosen }, update: chosen });
}
