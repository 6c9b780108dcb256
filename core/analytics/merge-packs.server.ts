import type { Database } from '#core/platform/db.server.ts';
import {
  COMMITTED,
  type GuildDay,
  lastWholeDay,
  MERGED_FROM_ROWS,
  mergeRows,
  TOGETHER,
} from './internal/merge-rows.server.ts';
import { packs } from './internal/partitions.ts';

/**
 * Of days that last, and in the first hours after: wherever 32 rows of a guild's day lie as they were committed, they become
 * one. A cell is written a second time by this, and a third time when its day is over (merge-days.server.ts).
 * @returns how many rows were merged.
 */
export async function mergePacks(db: Database, nowMs: number): Promise<number> {
  let rows = 0;
  for (const pack of packs) {
    const { rows: due } = await db.for('count-activity').pool.query<GuildDay>(
      `SELECT day, guild_id FROM analytics.${pack.table} WHERE day > $1 AND merged = ${COMMITTED}
        GROUP BY day, guild_id HAVING count(*) >= ${MERGED_FROM_ROWS} ORDER BY 1, 2`,
      [lastWholeDay(nowMs)],
    );
    rows += await mergeRows(db, pack, due, TOGETHER);
  }
  return rows;
}
