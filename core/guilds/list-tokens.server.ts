import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { ENDED_KEPT_MS, type TokenView, tokenScopes } from './schema.ts';

/** The tokens of a guild, newest first, with those that ended within 30 days. */
export async function listTokens(
  { db, clock }: { db: Database; clock: Clock },
  { guildId }: { guildId: string },
): Promise<TokenView[]> {
  const now = new Date(clock.now());
  const since = new Date(now.getTime() - ENDED_KEPT_MS);
  const rows = await db.for('sign-in', 'serve-guild').prisma.apiToken.findMany({
    where: {
      guildId: BigInt(guildId),
      AND: [
        { OR: [{ revokedAt: null }, { revokedAt: { gt: since } }] },
        { OR: [{ expiresAt: null }, { expiresAt: { gt: since } }] },
      ],
    },
    orderBy: { createdAt: 'desc' },
  });
  const makers = await db.for('sign-in', 'serve-guild').prisma.account.findMany({
    where: { id: { in: rows.map((row) => row.createdBy) } },
    select: { id: true, username: true, globalName: true },
  });
  const names = new Map(makers.map((one) => [one.id, one.globalName ?? one.username]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: tokenScopes.filter((scope) => row.scopes.includes(scope)),
    hint: row.hint,
    madeBy: names.get(row.createdBy) ?? null,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    lastUsedAt: row.lastUsedAt,
    revokedAt: row.revokedAt,
    state: row.revokedAt ? 'revoked' : row.expiresAt && row.expiresAt <= now ? 'expired' : 'live',
  }));
}
