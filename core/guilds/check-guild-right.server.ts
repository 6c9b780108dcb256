import { AppError } from '#core/platform/app-error.ts';
import type { Asked } from '#core/platform/db.server.ts';
import type { GuildReader } from './guild-reader.server.ts';
import { type GuildRight, memberRight } from './rules.ts';

/** How old Discord's word may be for reading. A page open and checked at this interval closes within twice that. */
export const READ_AGE_MS = 20_000;
/** For writing Discord is asked anew. */
export const WRITE_AGE_MS = 0;

/** A guild that a person may see, in the words of Discord now. */
export interface OpenGuild {
  id: string;
  name: string;
  /** `staff`: opened to them for a while, with a reason. */
  right: GuildRight | 'staff';
  /** Somebody who manages it has used it here, so its channels' names may be read. */
  isManaged: boolean;
  timeZone: string;
}

/**
 * Whether a person owns the guild, or holds Administrator or Manage Guild in it, now, as Discord tells the bot.
 * Only members learn that a guild is here at all.
 * @throws AppError 'not_found' (no such guild here, or not a member) · 'not_allowed' (a member without the right) ·
 *   'discord_unavailable' (cannot be asked: closed)
 */
export async function checkGuildRight(
  { db, reader }: { db: Asked; reader: GuildReader },
  { guildId, accountId }: { guildId: string; accountId: string },
  maxAgeMs: number,
): Promise<OpenGuild> {
  const { rows } = await db
    .for('serve-guild')
    .pool.query<{ time_zone: string }>('SELECT time_zone FROM guild WHERE id = $1 AND removed_at IS NULL', [guildId]);
  const [row] = rows;
  if (!row) throw new AppError('not_found', 'no such guild here');
  const [guild, member] = await Promise.all([
    reader.guild(guildId, maxAgeMs),
    reader.member(guildId, accountId, maxAgeMs),
  ]);
  if (!guild || !member) throw new AppError('not_found', 'no such guild here, or not a member of it');
  const right = memberRight(guild, accountId, member.roles);
  if (!right) throw new AppError('not_allowed', 'neither owner nor Administrator nor Manage Guild');
  return { id: guildId, name: guild.name, right, isManaged: true, timeZone: row.time_zone };
}
