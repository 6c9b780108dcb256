import { z } from 'zod';
import { chooseDigest, turnDigestOff } from '#core/analytics/choose-digest.server.ts';
import { listWritableChannels } from '#core/guilds/list-writable-channels.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import type { DigestProblem } from '../components/digest/props.ts';
import type { Dependencies } from './dependencies.server.ts';

/** The guild was asked anew for the right to write, a moment ago. */
const JUST_ASKED_MS = 2_000;

const form = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('choose'), channelId: snowflakeSchema.catch('') }),
  z.object({ intent: z.literal('turn-off') }),
]);

/**
 * Does what one of the forms about the digest asks for, for a person who manages the guild.
 * @returns null where it was done, or what is wrong with the channel
 * @throws AppError 'bad_input' where it is none of the forms · 'discord_unavailable'
 */
export async function runDigestForm(
  deps: Dependencies,
  asked: { fields: Record<string, string>; guildId: string; accountId: string },
): Promise<DigestProblem | null> {
  const { fields, guildId, accountId } = asked;
  const parsed = form.safeParse(fields);
  if (!parsed.success) throw new AppError('bad_input', 'none of the forms of this page', { cause: parsed.error });
  if (parsed.data.intent === 'turn-off') {
    await turnDigestOff(deps, { guildId, accountId });
    return null;
  }
  const { channelId } = parsed.data;
  const bot = { reader: deps.reader, botId: deps.discord.clientId };
  const channels = await listWritableChannels(bot, { guildId }, JUST_ASKED_MS);
  const channel = channels.find(({ id }) => id === channelId);
  if (!channel) return { channelId, missing: null };
  if (channel.missing.length > 0) return { channelId, missing: channel.missing };
  await chooseDigest(deps, { guildId, accountId }, channelId);
  return null;
}
