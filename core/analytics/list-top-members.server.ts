import type { Database } from '#core/platform/db.server.ts';
import type { TopDays, TopMeasure } from './rules/top-members.ts';

/** A person and their messages, or milliseconds in voice. */
export interface TopMember {
  userId: string;
  value: number;
}

export interface TopMembers {
  /** The day the lists end with, in days since 1970; null where there are none. */
  day: number | null;
  lists: Record<TopMeasure, TopMember[]>;
}

/** The most active members of a guild, most active first, without people who object or have left by now. */
export async function listTopMembers(
  db: Database,
  { guildId }: { guildId: string },
  days: TopDays,
): Promise<TopMembers> {
  const { rows } = await db
    .for('count-activity', 'respect-objection')
    .pool.query<{ user_id: string; measure: TopMeasure; value: number; day: number }>(
      `SELECT user_id, measure, value::float8, day
       FROM analytics.top_member t, unnest(t.user_ids, t.amounts) WITH ORDINALITY AS one(user_id, value, place)
      WHERE guild_id = $1 AND days = $2
        AND NOT EXISTS (SELECT FROM analytics.objection o WHERE o.user_id = one.user_id AND o.guild_id IN (0, $1))
        AND NOT EXISTS (SELECT FROM analytics.membership m
                         WHERE m.guild_id = $1 AND m.user_id = one.user_id AND m.left_ms IS NOT NULL)
      ORDER BY place`,
      [guildId, days],
    );
  const of = (measure: TopMeasure) =>
    rows.filter((row) => row.measure === measure).map(({ user_id, value }) => ({ userId: user_id, value }));
  return { day: rows[0]?.day ?? null, lists: { messages: of('messages'), voice: of('voice') } };
}
