import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type OpenGuild, READ_AGE_MS } from './check-guild-right.server.ts';
import type { GuildReader } from './guild-reader.server.ts';

/**
 * A guild for staff who opened it; whether they did is the caller's to know. That staff look is no reason to ask Discord
 * about a guild that nobody has managed here: it goes by its id then.
 * @throws AppError 'not_found' (no such guild here) · 'discord_unavailable'
 */
export async function readOpenedGuild(
  { db, reader }: { db: Database; reader: GuildReader },
  { guildId }: { guildId: string },
): Promise<OpenGuild> {
  const { rows } = await db
    .for('serve-guild')
    .pool.query<{ time_zone: string; managed: boolean }>(
      'SELECT time_zone, managed_at IS NOT NULL AS managed FROM guild WHERE id = $1 AND removed_at IS NULL',
      [guildId],
    );
  const guild = await reader.guild(guildId, READ_AGE_MS).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_allowed') return { name: guildId };
    throw error;
  });
  const [row] = rows;
  if (!row || !guild) throw new AppError('not_found', 'no such guild here');
  return { id: guildId, name: guild.name, right: 'staff', isManaged: row.managed, timeZone: row.time_zone };
}
