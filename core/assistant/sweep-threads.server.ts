import type { Clock } from '#core/platform/clock.ts';
import type { Asked } from '#core/platform/db.server.ts';

/** Of who has no account to delete. */
const UNOWNED_DAYS = 180;

/**
 * Ends conversations whose person chose that they end, so many days after their last question, and those of people without an
 * account. Everybody else's stay until they delete them, or their account. @returns how many
 */
export async function sweepThreads({ db, clock }: { db: Asked; clock: Clock }): Promise<number> {
  const { rowCount } = await db.for('use-model', 'sign-in').pool.query(
    `DELETE FROM assistant_thread h WHERE changed_at <= $1::timestamptz - make_interval(hours => 24 * coalesce(
       (SELECT keep_days FROM assistant_expiry e WHERE e.person_id = h.person_id),
       CASE WHEN NOT EXISTS (SELECT FROM account a WHERE a.id = h.person_id) THEN ${UNOWNED_DAYS} END))`,
    [new Date(clock.now())],
  );
  return rowCount ?? 0;
}
