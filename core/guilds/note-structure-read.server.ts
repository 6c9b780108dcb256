import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Asked } from '#core/platform/db.server.ts';
import type { StructurePart, StructureUse } from './schema.ts';

const DAY_MS = 86_400_000;

/**
 * Goes before each question to Discord about a guild's channels and roles: writes it down for those who manage the guild,
 * and refuses it as long as none of them has used anything here. Gaps are filled in only where a guild is counted.
 * @throws AppError 'not_allowed'
 */
export async function noteStructureRead(
  { db, clock }: { db: Asked; clock: Clock },
  { guildId, what, why }: { guildId: string; what: StructurePart; why: StructureUse },
): Promise<void> {
  const nowMs = clock.now();
  const { rowCount } = await db.for('serve-guild').pool.query(
    `INSERT INTO structure_read AS old (guild_id, day, what, why, reads, last_at)
     SELECT $1, $2, $3, $4, 1, $5
      WHERE $4 = 'fill-gaps' OR EXISTS (SELECT FROM guild WHERE id = $1 AND managed_at IS NOT NULL)
     ON CONFLICT (guild_id, day, what, why) DO UPDATE SET reads = old.reads + 1, last_at = excluded.last_at`,
    [guildId, Math.floor(nowMs / DAY_MS), what, why, new Date(nowMs)],
  );
  if (rowCount === 0) throw new AppError('not_allowed', 'nobody who manages this guild has used anything here');
}
