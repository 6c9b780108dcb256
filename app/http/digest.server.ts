import { getDigest } from '#core/analytics/get-digest.server.ts';
import { isEntitled } from '#core/billing/list-entitled-guilds.server.ts';
import { READ_AGE_MS } from '#core/guilds/check-guild-right.server.ts';
import { listWritableChannels } from '#core/guilds/list-writable-channels.server.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { DigestData } from '../components/digest/props.ts';
import type { Dependencies } from './dependencies.server.ts';

/** What stands on a guild's digest page. */
export async function readDigest(
  deps: Dependencies,
  { guildId }: { guildId: string },
): Promise<Omit<DigestData, 'guild'>> {
  const [view, premium, channels] = await Promise.all([
    getDigest(deps.db, { guildId }),
    isEntitled(deps, guildId),
    listWritableChannels({ reader: deps.reader, botId: deps.discord.clientId }, { guildId }, READ_AGE_MS).catch(
      (error: unknown) => {
        if (isAppError(error) && (error.code === 'discord_unavailable' || error.code === 'not_allowed')) return null;
        throw error;
      },
    ),
  ]);
  return { ...view, premium, channels };
}
