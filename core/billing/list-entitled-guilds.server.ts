import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { activeAt } from './internal/active-grant.server.ts';

interface Deps {
  db: Pick<Database, 'prisma'>;
  clock: Clock;
}

/** A guild that is entitled now, and until when in milliseconds since 1970; null: until further notice. */
export interface Entitlement {
  guildId: string;
  endsAtMs: number | null;
}

/** Every guild that is entitled now, or those of the given ones that are. */
export async function listEntitledGuilds({ db, clock }: Deps, guildIds?: readonly string[]): Promise<Entitlement[]> {
  const grants = await db.prisma.premiumGrant.findMany({
    where: {
      ...activeAt(new Date(clock.now())),
      ...(guildIds === undefined ? {} : { guildId: { in: guildIds.map(BigInt) } }),
    },
    select: { guildId: true, endsAt: true },
  });
  const ends = new Map<string, number | null>();
  for (const { guildId, endsAt } of grants) {
    const id = guildId.toString();
    const known = ends.get(id);
    const end = endsAt?.getTime() ?? null;
    ends.set(id, known === null || end === null ? null : Math.max(known ?? 0, end));
  }
  return [...ends].map(([guildId, endsAtMs]) => ({ guildId, endsAtMs }));
}

/** Whether the guild is counted and may be shown. */
export async function isEntitled(deps: Deps, guildId: string): Promise<boolean> {
  return (await listEntitledGuilds(deps, [guildId])).length > 0;
}
