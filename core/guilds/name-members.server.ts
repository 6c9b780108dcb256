import { isAppError } from '#core/platform/app-error.ts';
import type { GuildReader } from './guild-reader.server.ts';

const NAME_AGE_MS = 600_000;

/**
 * Names by which people are known in a guild, by id: of those who are members now. Only for someone who may see the guild.
 * @param userIds a few: each is asked for by itself
 * @returns null where Discord cannot be asked
 */
export async function nameMembers(
  { reader }: { reader: GuildReader },
  guildId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string> | null> {
  try {
    const found = await Promise.all(
      userIds.map(async (userId) => ({ userId, member: await reader.member(guildId, userId, NAME_AGE_MS) })),
    );
    return new Map(
      found.flatMap(({ userId, member }) =>
        member ? [[userId, member.nick ?? member.user.global_name ?? member.user.username] as const] : [],
      ),
    );
  } catch (error) {
    if (isAppError(error) && error.code === 'discord_unavailable') return null;
    throw error;
  }
}
