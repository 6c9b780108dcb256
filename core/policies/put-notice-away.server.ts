import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/** Keeps that a person has seen something they had to be told of. */
export async function putNoticeAway(
  { db, clock }: { db: Database; clock: Clock },
  { accountId, subject }: { accountId: string; subject: string },
): Promise<void> {
  await db.for('accountability').pool.query(
    `UPDATE notice_delivery SET seen_at = $3, delivered_at = coalesce(delivered_at, $3)
      WHERE account_id = $1 AND subject = $2 AND channel = 'dashboard' AND seen_at IS NULL`,
    [accountId, subject, new Date(clock.now())],
  );
}
