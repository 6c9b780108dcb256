import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { policyOfSubject } from './rules.ts';
import type { PendingNotice } from './schema.ts';

/** What a person has to be told on the dashboard and has not put away. Being asked for a page, it counts as delivered. */
export async function listNotices(
  { db, clock }: { db: Pick<Database, 'pool'>; clock: Clock },
  { accountId }: { accountId: string },
): Promise<PendingNotice[]> {
  const { rows } = await db.pool.query<{ subject: string; due_at: Date; delivered: boolean }>(
    `SELECT subject, due_at, delivered_at IS NOT NULL AS delivered FROM notice_delivery
      WHERE account_id = $1 AND channel = 'dashboard' AND seen_at IS NULL ORDER BY planned_at, subject`,
    [accountId],
  );
  if (rows.some(({ delivered }) => !delivered))
    await db.pool.query(
      `UPDATE notice_delivery SET delivered_at = $2
        WHERE account_id = $1 AND channel = 'dashboard' AND delivered_at IS NULL`,
      [accountId, new Date(clock.now())],
    );
  return rows.flatMap(({ subject, due_at }) => {
    const of = policyOfSubject(subject);
    return of ? [{ subject, ...of, effective: due_at.toISOString().slice(0, 10) }] : [];
  });
}
