import type { Database } from '#core/platform/db.server.ts';

/** Deletes sessions past their end. @returns how many. */
export async function pruneSessions(db: Pick<Database, 'prisma'>): Promise<number> {
  const { count } = await db.prisma.session.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  return count;
}
