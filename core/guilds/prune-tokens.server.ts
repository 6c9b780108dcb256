import type { Database } from '#core/platform/db.server.ts';
import { ENDED_KEPT_MS } from './schema.ts';

/** Deletes tokens that were revoked or expired 30 days ago or earlier; what was done with them stays in the record. @returns how many */
export async function pruneTokens(db: Database, nowMs: number): Promise<number> {
  const { prisma } = db.for('serve-guild');
  const until = new Date(nowMs - ENDED_KEPT_MS);
  const { count } = await prisma.apiToken.deleteMany({
    where: { OR: [{ revokedAt: { lte: until } }, { expiresAt: { lte: until } }] },
  });
  return count;
}
