import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type Purpose, purposes } from '#core/platform/purposes.ts';

const DAY_MS = 86_400_000;

/** How many statements about people were asked for each purpose on this UTC day, by all processes; 0 where none was. */
export async function listPurposeUses({ db, clock }: { db: Database; clock: Clock }): Promise<Record<Purpose, number>> {
  const rows = await db.for('operate').prisma.purposeUse.findMany({ where: { day: Math.floor(clock.now() / DAY_MS) } });
  const used = new Map(rows.map(({ purpose, statements }) => [purpose, Number(statements)]));
  return Object.fromEntries(purposes.map((purpose) => [purpose, used.get(purpose) ?? 0])) as Record<Purpose, number>;
}
