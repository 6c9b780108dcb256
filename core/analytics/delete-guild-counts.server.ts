import type { Database } from '#core/platform/db.server.ts';
import { holdCells } from './internal/hold-cells.server.ts';
import { inTransaction } from './internal/in-transaction.server.ts';

/** Every table that holds something counted or noted for a guild; a test compares it with the catalog. */
export const guildTables = [
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
      const rows = await deleteRows(db, table, guildId);
      deleted += rows;
      if (rows < CHUNK_ROWS) break;
    }
  }
  return deleted;
}

function deleteRows(db: Pick<Database, 'pool'>, table: (typeof guildTables)[number], guildId: string): Promise<number> {
  return inTransaction(db, async (client) => {
    await holdCells(client);
    const { rowCount } = await client.query(
      `DELETE FROM analytics.${table} WHERE guild_id = $1 AND (tableoid, ctid) IN (
         SELECT tableoid, ctid FROM analytics.${table} WHERE guild_id = $1 LIMIT ${CHUNK_ROWS})`,
      [guildId],
    );
    return rowCount ?? 0;
  });
}
