import { ChannelType } from 'discord-api-types/v10';
import { isAppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import { snowflakeMs } from '#core/platform/snowflake.ts';
import type { GuildReader, Named } from './guild-reader.server.ts';

const NAMES_AGE_MS = 60_000;
/** Names of archived threads are asked for one by one, so only for a few at a time. */
const SINGLE_NAMES = 10;
const SINGLE_NAME_AGE_MS = 3_600_000;

/**
 * Channels and threads of a guild with their names, at most a minute old, and read after the newest of the given channels
 * was made. Only for someone who may see the guild.
 * @param shown what the caller will show: its channels, and threads, of which those that are not active are looked up singly.
 * @returns null where Discord cannot be asked, or may not be because nobody has managed the guild here; the page then shows
 * ids' places without names.
 */
export async function getGuildStructure(
  { reader, clock }: { reader: GuildReader; clock: Clock },
  guildId: string,
  shown: { channelIds?: readonly string[]; threads?: readonly { id: string; parentId: string }[] } = {},
): Promise<Named[] | null> {
  const newestMs = Math.max(0, ...(shown.channelIds ?? []).map(snowflakeMs));
  const ageMs = Math.min(NAMES_AGE_MS, Math.max(0, clock.now() - newestMs));
  try {
    const [channels, threads] = await Promise.all([
      reader.channels(guildId, ageMs),
      reader.activeThreads(guildId, NAMES_AGE_MS),
    ]);
    if (channels === null) return null;
    const known: Named[] = [
      ...channels.map((channel) => ({
        id: channel.id,
        name: channel.name ?? '',
        parentId: ('parent_id' in channel && channel.parent_id) || null,
        isCategory: channel.type === ChannelType.GuildCategory,
      })),
      ...threads,
    ];
    const ids = new Set(known.map(({ id }) => id));
    const single = (shown.threads ?? [])
      .filter(({ id, parentId }) => !ids.has(id) && ids.has(parentId))
      .slice(0, SINGLE_NAMES);
    const found = await Promise.all(
      single.map(async (wanted) => ({
        ...wanted,
        name: await reader.channelName(guildId, wanted.id, SINGLE_NAME_AGE_MS),
      })),
    );
    return [
      ...known,
      ...found.flatMap((one) => (one.name === null ? [] : [{ ...one, name: one.name, isCategory: false }])),
    ];
  } catch (error) {
    if (isAppError(error) && (error.code === 'discord_unavailable' || error.code === 'not_allowed')) return null;
    throw error;
  }
}
