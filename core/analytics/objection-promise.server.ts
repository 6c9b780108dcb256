import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { hourOf } from '#core/platform/snowflake.ts';

/** Looks whether anybody who objects was counted in an hour that began after they did, today or yesterday. */
export function objectionProbe({ db, clock }: { db: Database; clock: Clock }): Probe {
  return {
    promise: 'P46',
    async look() {
      const day = Math.floor(hourOf(clock.now()) / 24);
      const { rows } = await db
        .for('respect-objection', 'count-activity')
        .pool.query<{ objections: number; found: string[] }>(
          `WITH objecting AS (SELECT user_id, guild_id, extract(epoch FROM created_at) / 3600 AS hour FROM analytics.objection),
              everybody AS (SELECT coalesce(array_agg(user_id), '{}') AS ids FROM objecting)
         SELECT (SELECT count(*)::int4 FROM objecting) AS objections,
                array(SELECT 'message_pack' FROM analytics.message_pack p, unnest(p.user_ids, p.hours) AS c(user_id, hour)
                        JOIN objecting o USING (user_id)
                       WHERE p.day >= $1 AND p.user_ids && (SELECT ids FROM everybody) AND c.hour >= o.hour
                         AND o.guild_id IN (0, p.guild_id) LIMIT 1)
             || array(SELECT 'voice_session' FROM analytics.voice_session s JOIN objecting o USING (user_id)
                       WHERE o.guild_id IN (0, s.guild_id) AND s.accrued_until_ms / 3600000 >= o.hour LIMIT 1) AS found`,
          [day - 1],
        );
      const { objections, found } = rows[0] ?? { objections: 0, found: [] };
      return keptUnless(found, { objections });
    },
  };
}
