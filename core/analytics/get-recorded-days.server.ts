import type { Database } from '#core/platform/db.server.ts';
import type { Period } from './rules/period.ts';

/** The first and the last day of which a guild has totals; null where it has none. */
export async function getRecordedDays(db: Database, { guildId }: { guildId: string }): Promise<Period | null> {
  const { rows } = await db
    .for('count-activity')
    .pool.query<{ first: number | null; last: number | null }>(
      'SELECT min(day) AS first, max(day) AS last FROM analytics.guild_day WHERE guild_id = $1',
      [guildId],
    );
  const { first = null, last = null } = rows[0] ?? {};
  return first === null || last === null ? null : { fromDay: first, toDay: last };
}
