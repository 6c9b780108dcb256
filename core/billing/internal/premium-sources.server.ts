import type { Database } from '#core/platform/db.server.ts';
import { type PremiumPeriod, type PremiumSource, premiumSources } from '../rules.ts';

const MAX_MS = Number.POSITIVE_INFINITY;

/** Every time in which a source entitled a guild, by guild; of all guilds, or of the given ones. */
export async function readPeriods(db: Database, guildIds?: readonly string[]): Promise<Map<string, PremiumPeriod[]>> {
  const { prisma } = db.for('entitlement');
  const where = guildIds === undefined ? {} : { guildId: { in: guildIds.map(BigInt) } };
  const [grants, outside] = await Promise.all([
    prisma.premiumGrant.findMany({ where, select: { guildId: true, startsAt: true, endsAt: true, revokedAt: true } }),
    prisma.premiumPeriod.findMany({ where }),
  ]);
  const periods = new Map<string, PremiumPeriod[]>();
  const add = (guildId: bigint, period: PremiumPeriod) => {
    const id = guildId.toString();
    periods.set(id, [...(periods.get(id) ?? []), period]);
  };
  for (const { guildId, startsAt, endsAt, revokedAt } of grants) {
    const until = Math.min(endsAt?.getTime() ?? MAX_MS, revokedAt?.getTime() ?? MAX_MS);
    add(guildId, { source: 'staff', fromMs: startsAt.getTime(), untilMs: Number.isFinite(until) ? until : null });
  }
  for (const { guildId, source, startsAt, endsAt } of outside)
    add(guildId, { source: sourceOf(source), fromMs: startsAt.getTime(), untilMs: endsAt?.getTime() ?? null });
  return periods;
}

function sourceOf(text: string): PremiumSource {
  const known = premiumSources.find((source) => source === text);
  if (!known) throw new Error(`premium has no source ${text}`);
  return known;
}
