import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { DiscordUserGuild } from '#core/platform/discord-oauth.server.ts';
import { noteManaging } from './note-managing.server.ts';
import { rightOf } from './rules.ts';

/**
 * From the first time on that somebody who manages a guild uses it here, its channels and roles may be read. Whether they do
 * is taken from their own list at Discord: until then nothing about the guild is asked with the bot's token.
 * @param ownGuilds the guilds that Discord lists to the person's own token; asked only where it is needed
 * @throws AppError 'not_found' (not a member) · 'not_allowed' (a member without the right)
 */
export async function beginManaging(
  { db, clock }: { db: Database; clock: Clock },
  { guildId }: { guildId: string },
  ownGuilds: () => Promise<readonly DiscordUserGuild[]>,
): Promise<void> {
  const { rowCount } = await db
    .for('serve-guild')
    .pool.query('SELECT FROM guild WHERE id = $1 AND managed_at IS NOT NULL', [guildId]);
  if (rowCount) return;
  const own = (await ownGuilds()).find(({ id }) => id === guildId);
  if (!own) throw new AppError('not_found', 'no such guild here, or not a member of it');
  if (!rightOf(own.owner, BigInt(own.permissions)))
    throw new AppError('not_allowed', 'neither owner nor Administrator nor Manage Guild');
  await noteManaging({ db, clock }, { guildId });
}
