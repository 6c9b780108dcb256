import type { Database } from '#core/platform/db.server.ts';

/**
 * Every table that holds something counted or noted for a guild; a test compares it with the catalog. Rows are packed
 * from the hourly tables into the packed ones, so those are emptied after them.
 */
export const guildTables = [
  'message_hour',
  'voice_hour',
  'message_pack',
  'voice_pack',
  'person_day',
  'voice_session',
  'thread',
  'membership',
  'top_member',
  'growth_hour',
  'channel_hour',
  'voice_peak',
  'channel_day',
  'channel_span',
  'guild_day',
  'active_month',
  'retention_week',
  'retention_invite',
  'invite_use',
  'invite_join',
  'invite_watch',
  'roll_up_due',
  'annotation',
  'insights_import',
  'channel_healing',
  'gap_healing',
  'coverage_gap',
  'counting_span',
] as const;

/** Rows a statement deletes at most, so that none holds its locks for long. */
const CHUNK_ROWS = 10_000;

/**
 * Deletes everything that was counted for a guild, people and totals alike; a person's objection is theirs and stays.
 * Safe to call again.
 * @param goOn asked before each statement: a guild that has premium again meanwhile keeps what is left
 * @returns how many rows, or null where it stopped
 */
export async function deleteGuildCounts(
  db: Pick<Database, 'pool'>,
  guildId: string,
  goOn: () => Promise<boolean>,
): Promise<number | null> {
  let deleted = 0;
  for (const table of guildTables) {
    for (;;) {
      if (!(await goOn())) return null;
      const { rowCount } = await db.pool.query(
        `DELETE FROM analytics.${table} WHERE guild_id = $1 AND (tableoid, ctid) IN (
           SELECT tableoid, ctid FROM analytics.${table} WHERE guild_id = $1 LIMIT ${CHUNK_ROWS})`,
        [guildId],
      );
      deleted += rowCount ?? 0;
      if ((rowCount ?? 0) < CHUNK_ROWS) break;
    }
  }
  return deleted;
}
