import { type DiscordPremiumDeps, refreshEntitlements } from './refresh-entitlements.server.ts';

/**
 * Compares the entitlements that run at Discord with those kept, and asks anew about every guild where they differ: what
 * events did not tell, because they were missed or came while nobody could write, is found here. May run twice at once.
 * @returns how many guilds were behind
 * @throws AppError 'discord_unavailable'
 */
export async function reconcileEntitlements(deps: DiscordPremiumDeps): Promise<{ guilds: number }> {
  const { db, clock, shop } = deps;
  const now = new Date(clock.now());
  const running = (await shop.running()).filter(({ isDeleted }) => !isDeleted);
  const kept = await db.for('payment').prisma.premiumPeriod.findMany({
    where: { source: 'discord', OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
    select: { guildId: true, ref: true, endsAt: true },
  });
  const key = (guildId: string, ref: string, endsAt: Date | null) => `${guildId} ${ref} ${endsAt?.getTime() ?? ''}`;
  const atDiscord = new Map(
    running.flatMap(({ guildId, id, endsAt }) => (guildId === null ? [] : [[key(guildId, id, endsAt), guildId]])),
  );
  const here = new Map(
    kept.map(({ guildId, ref, endsAt }) => [key(guildId.toString(), ref, endsAt), guildId.toString()]),
  );
  const differing = new Set<string>();
  for (const [one, guildId] of atDiscord) if (!here.has(one)) differing.add(guildId);
  for (const [one, guildId] of here) if (!atDiscord.has(one)) differing.add(guildId);
  for (const guildId of differing) await refreshEntitlements(deps, guildId);
  return { guilds: differing.size };
}
