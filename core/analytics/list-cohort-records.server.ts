import type { Database } from '#core/platform/db.server.ts';
import { dayOfDate } from './record-range.ts';
import { type CohortRecord, type PageWish, pageOf, type RecordPage } from './records.ts';
import { dateOfDay, type Period } from './rules/period.ts';
import { NEEDED_OBSERVED } from './rules.ts';

/** A page of a guild's joining weeks whose Monday lies in the period, oldest first. A week has a record once it is mature. */
export async function listCohortRecords(
  db: Database,
  { guildId }: { guildId: string },
  { fromDay, toDay }: Period,
  { after, limit }: PageWish,
): Promise<RecordPage<CohortRecord>> {
  const first = after === null ? fromDay : Math.max(fromDay, dayOfDate(after) + 1);
  const { rows } = await db.for('count-activity').pool.query<CohortRow>(
    `SELECT week, joined, stayed_week1, active_week1, observed_week1, stayed_week4, active_week4, observed_week4
       FROM analytics.retention_week WHERE guild_id = $1 AND week BETWEEN $2 AND $3 ORDER BY week LIMIT $4`,
    [guildId, first, toDay, limit + 1],
  );
  return pageOf(rows.map(recordOf), limit, (last) => last.week);
}

interface CohortRow {
  week: number;
  joined: number | null;
  stayed_week1: number | null;
  active_week1: number | null;
  observed_week1: number | null;
  stayed_week4: number | null;
  active_week4: number | null;
  observed_week4: number | null;
}

function recordOf(row: CohortRow): CohortRecord {
  return {
    week: dateOfDay(row.week),
    joined: row.joined,
    state_week_1: stateOf(row.observed_week1, row.stayed_week1),
    stayed_week_1: row.stayed_week1,
    active_week_1: row.active_week1,
    observed_week_1: row.observed_week1,
    state_week_4: stateOf(row.observed_week4, row.stayed_week4),
    stayed_week_4: row.stayed_week4,
    active_week_4: row.active_week4,
    observed_week_4: row.observed_week4,
  };
}

/** A part that was counted says how much of it was observed, also where its numbers are not shown. */
function stateOf(observed: number | null, stayed: number | null): CohortRecord['state_week_1'] {
  if (observed === null) return 'not_yet';
  if (stayed !== null) return 'known';
  return observed < NEEDED_OBSERVED ? 'withheld' : 'too_few';
}
