import { z } from 'zod';
import type { SimulatedDiscord } from '../simulated-discord.ts';
import { channelOf, personOf } from './act.ts';
import { guildOf, UnknownThing } from './apply-fault.ts';

export const inviteWish = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create'),
    channelId: z.string(),
    userId: z.string(),
    maxUses: z.int().min(0).max(100).default(0),
    maxAgeSeconds: z.int().min(0).max(604_800).default(0),
  }),
  z.object({ kind: z.literal('delete'), guildId: z.string(), code: z.string() }),
  z.object({
    kind: z.literal('set-vanity'),
    guildId: z.string(),
    code: z
      .string()
      .regex(/^[a-z0-9-]{2,25}$/)
      .nullable(),
  }),
]);

/** Somebody makes or deletes an invite, or the guild gets a vanity URL or loses it. */
export function actOnInvite(
  sim: SimulatedDiscord,
  wish: z.infer<typeof inviteWish>,
): { atMs: number; code: string | null } {
  const atMs = sim.clock.now();
  if (wish.kind === 'create') {
    const { maxUses, maxAgeSeconds } = wish;
    const channel = channelOf(sim, wish.channelId);
    return { atMs, code: sim.invites.create(channel, personOf(sim, wish.userId), { maxUses, maxAgeSeconds }).code };
  }
  const guild = guildOf(sim, wish.guildId);
  if (wish.kind === 'delete') {
    if (!guild.invites.has(wish.code)) throw new UnknownThing(`${guild.id} has no invite ${wish.code}`);
    sim.invites.delete(guild, wish.code);
  } else {
    guild.features = [...guild.features.filter((one) => one !== 'VANITY_URL'), ...(wish.code ? ['VANITY_URL'] : [])];
    guild.vanity = wish.code === null ? null : { code: wish.code, uses: 0 };
  }
  return { atMs, code: wish.code };
}

/** The invites of a guild that can be used now. */
export function describeInvites(sim: SimulatedDiscord, guildId: string) {
  const guild = guildOf(sim, guildId);
  const invites = sim.invites.listOpen(guild).map(({ code, channelId, uses, maxUses }) => ({
    code,
    channelId,
    uses,
    maxUses,
  }));
  return { invites, vanity: guild.vanity };
}
