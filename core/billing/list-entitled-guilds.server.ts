import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { readPeriods } from './internal/premium-sources.server.ts';
import { decideEntitlement, type PremiumState } from './rules.ts';

interface Deps {
  db: Database;
  clock: Clock;
}

/** A guild that is entitled now, and until when in milliseconds since 1970; null: until further notice. */
export interface Entitlement {
  guildId: string;
  endsAtMs: number | null;
}

/** Every guild that is entitled now, or those of the given ones that are. */
export async function listEntitledGuilds({ db, clock }: Deps, guildIds?: readonly string[]): Promise<Entitlement[]> {
  const now = clock.now();
  return [...(await readPeriods(db, guildIds))].flatMap(([guildId, periods]) => {
    const decided = decideEntitlement(periods, now);
    return decided.state === 'premium' ? [{ guildId, endsAtMs: decided.endsAtMs }] : [];
  });
}

/** What a guild is entitled to now, or when it lost it and what becomes of what was counted. */
export async function getEntitlement({ db, clock }: Deps, guildId: string): Promise<PremiumState> {
  return decideEntitlement((await readPeriods(db, [guildId])).get(guildId) ?? [], clock.now());
}

/** Whether the guild is counted and may be shown. */
export async function isEntitled(deps: Deps, guildId: string): Promise<boolean> {
  return (await getEntitlement(deps, guildId)).state === 'premium';
}
