import { OUR_BOT_INDEX } from '../world/people.ts';
import { guildPermissions, PERMISSION } from '../world/permissions.ts';
import type { Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { DAY_MS, type MembershipEvent, type PastInvite, type Stay } from './types.ts';

/** Of all who join: by the vanity URL where there is one, by the first invite, by the next. The rest come by none. */
const SHARES: readonly number[] = [0.45, 0.2, 0.1, 0.05, 0.03, 0.02];
/** Whoever left so soon came by the first less often than others did. */
const SOON_MS = 14 * DAY_MS;

/** What people come by, most used first. */
export type JoinSource = Omit<PastInvite, 'uses'>;

/** The invites and the vanity URL of a guild; null where the bot may not read them. */
export function sourcesOf(world: World, guild: Guild): JoinSource[] | null {
  const bot = world.member(guild, OUR_BOT_INDEX);
  if (bot === null || (guildPermissions(guild, bot) & PERMISSION.manageGuild) === 0n) return null;
  const { vanity } = guild;
  return [
    ...(vanity === null ? [] : [{ code: vanity.code, source: 'vanity' as const, channelId: null, createdMs: null }]),
    ...[...guild.invites.values()].map(({ code, channelId, createdMs }) => ({
      code,
      source: 'invite' as const,
      channelId,
      createdMs,
    })),
  ];
}

/** @param u a fraction in [0, 1) @returns the code with which a stay began; null for none */
export function sourceOf(sources: readonly JoinSource[], { joinedMs, leftMs }: Stay, u: number): string | null {
  const at = leftMs !== null && leftMs - joinedMs < SOON_MS ? Math.sqrt(u) : u;
  let below = 0;
  for (const [i, source] of sources.entries()) {
    below += SHARES[i] ?? 0;
    if (at < below) return source.code;
  }
  return null;
}

/** How often each was used before an instant. */
export function usesOf(sources: readonly JoinSource[], events: readonly MembershipEvent[], toMs: number): PastInvite[] {
  const uses = new Map<string, number>();
  for (const { inviteCode, atMs } of events)
    if (inviteCode !== null && atMs < toMs) uses.set(inviteCode, (uses.get(inviteCode) ?? 0) + 1);
  return sources.map((source) => ({ ...source, uses: uses.get(source.code) ?? 0 }));
}
