import { isAppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { GuildReader } from './guild-reader.server.ts';

const NAME_AGE_MS = 3_600_000;

/** Of one person: gone from the guild by now, or not known in time. */
export type MemberName = { state: 'member'; name: string } | { state: 'gone' } | { state: 'unknown' };

/**
 * Names by which people are known in a guild, by id. Only for someone who may see the guild.
 *
 * They are asked for one after another: Discord allows few such questions a second, and those about who may see a page
 * must not queue behind them. What is not known when the patience is over is remembered for the next time.
 * @param patienceMs how long to go on asking
 */
export async function nameMembers(
  { reader, clock }: { reader: GuildReader; clock: Clock },
  guildId: string,
  userIds: readonly string[],
  patienceMs: number,
): Promise<ReadonlyMap<string, MemberName>> {
  const untilMs = clock.now() + patienceMs;
  const names = new Map<string, MemberName>();
  let isAway = false;
  for (const userId of userIds) {
    if (isAway || clock.now() >= untilMs) {
      names.set(userId, { state: 'unknown' });
      continue;
    }
    try {
      const member = await reader.member(guildId, userId, NAME_AGE_MS);
      const name = member && (member.nick ?? member.user.global_name ?? member.user.username);
      names.set(userId, name === null ? { state: 'gone' } : { state: 'member', name });
    } catch (error) {
      if (!isAppError(error) || error.code !== 'discord_unavailable') throw error;
      isAway = true;
      names.set(userId, { state: 'unknown' });
    }
  }
  return names;
}
