import type { Database } from '#core/platform/db.server.ts';
import { weekOf } from './internal/local-day.ts';
import type { InviteSourceKind } from './rules/invites.ts';
import type { Period } from './rules/period.ts';

/** People who joined through one thing in the weeks of a period whose week 1 is over. */
export interface KeptSource {
  source: InviteSourceKind;
  /** Empty for those that are no single invite. */
  code: string;
  joined: number;
  stayed: number;
  active: number;
}

/**
 * What people joined through, by totals alone, most joined first: of every joining week that touches the period and is kept.
 * Fewer than ten of a week through one thing are kept with others.
 */
export async function listKeptSources(
  db: Pick<Database, 'for'>,
  { guildId }: { guildId: string },
  { fromDay, toDay }: Period,
): Promise<KeptSource[]> {
  const { rows } = await db.for('count-activity').pool.query<KeptSource>(
    `SELECT source, code, sum(joined)::int4 AS joined, sum(stayed_week1)::int4 AS stayed, sum(active_week1)::int4 AS active
       FROM analytics.retention_invite WHERE guild_id = $1 AND week BETWEEN $2 AND $3
      GROUP BY source, code ORDER BY joined DESC, source, code`,
    [guildId, weekOf(fromDay), toDay],
  );
  return rows;
}
