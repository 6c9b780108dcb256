import type { Database } from '#core/platform/db.server.ts';
import { weekOf } from './internal/local-day.ts';
import type { CohortRow, CohortWeek } from './rules/cohorts.ts';
import { retentionWeeks } from './rules/membership.ts';
import type { Period } from './rules/period.ts';
import { NEEDED_OBSERVED } from './rules.ts';

/** A row for every joining week that touches the period, newest first. */
export async function listCohorts(
  db: Database,
  { guildId }: { guildId: string },
  { fromDay, toDay, today }: Period & { today: number },
): Promise<CohortRow[]> {
  const first = weekOf(fromDay);
  const { rows } = await db.for('count-activity').pool.query<StoredCohort>(
    `SELECT week, joined, stayed_week1, active_week1, observed_week1, stayed_week4, active_week4, observed_week4
       FROM analytics.retention_week WHERE guild_id = $1 AND week BETWEEN $2 AND $3`,
    [guildId, first, toDay],
  );
  const byWeek = new Map(rows.map((row) => [row.week, row]));
  const cohorts: CohortRow[] = [];
  for (let week = weekOf(toDay); week >= first; week -= 7) {
    const row = byWeek.get(week);
    cohorts.push({
      week,
      joined: row?.joined ?? null,
      week1: cohortWeek(row, 'week1', week, today),
      week4: cohortWeek(row, 'week4', week, today),
    });
  }
  return cohorts;
}

interface StoredCohort {
  week: number;
  joined: number | null;
  stayed_week1: number | null;
  active_week1: number | null;
  observed_week1: number | null;
  stayed_week4: number | null;
  active_week4: number | null;
  observed_week4: number | null;
}

function cohortWeek(
  row: StoredCohort | undefined,
  part: keyof typeof retentionWeeks,
  week: number,
  today: number,
): CohortWeek {
  const [stayed, active, observed] = [row?.[`stayed_${part}`], row?.[`active_${part}`], row?.[`observed_${part}`]];
  if (stayed != null && active != null) return { state: 'known', stayed, active };
  if (observed != null) return { state: observed < NEEDED_OBSERVED ? 'unobserved' : 'few' };
  return { state: today <= week + 7 + retentionWeeks[part].toDay ? 'not-yet' : 'unobserved' };
}
