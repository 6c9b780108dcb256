import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { guildCounts } from './internal/guild-counts.server.ts';

/**
 * Deletes everything that was counted for a guild that is not counted any more. Safe to call again.
 * @param goOn asked before each statement: a guild that has premium again meanwhile keeps what is left
 * @returns how many rows, or null where it stopped
 */
export async function deleteGuildCounts(
  db: Database,
  guildId: string,
  goOn: () => Promise<boolean>,
): Promise<number | null> {
  let deleted = 0;
  for (let from: number | null = 0; from !== null; ) {
    if (!(await goOn())) return null;
    const at: number = from;
    const { rows, next } = await inTransaction(db.for('count-activity', 'respect-objection'), (client) =>
      guildCounts.erase(client, { guildId, anewMs: null }, at),
    );
    for (const one of Object.values(rows)) deleted += one;
    from = next;
  }
  return deleted;
}
