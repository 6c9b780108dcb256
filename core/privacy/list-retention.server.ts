import type { Database } from '#core/platform/db.server.ts';
import type { RetentionReading } from './rules/retention-readings.ts';
import { type RetentionClass, retentionClasses } from './schema.ts';

/** What was last seen of each class that ends by time, in the order of the classes. Classes nobody measured yet are left out. */
export async function listRetention(db: Database): Promise<RetentionReading[]> {
  const { prisma } = db.for('answer-request');
  const seen = new Map((await prisma.retentionReading.findMany()).map((row) => [row.retention, row]));
  return (Object.keys(retentionClasses) as RetentionClass[]).flatMap((retention) => {
    const row = seen.get(retention);
    return row ? [{ ...row, retention }] : [];
  });
}
