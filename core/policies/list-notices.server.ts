import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { policyOfSubject } from './rules.ts';
import type { PendingNotice } from './schema.ts';

interface Row {
  subject: string;
  due_at: Date;
  delivered: boolean;
  words: string | null;
  drill: boolean | null;
}

/** What a person has to be told on the dashboard and has not put away. Being asked for a page, it counts as delivered. */
export async function listNotices(
  { db, clock }: { db: Database; clock: Clock },
  { accountId }: { accountId: string },
): Promise<PendingNotice[]> {
  const { rows } = await db.for('accountability').pool.query<Row>(
    `SELECT d.subject, d.due_at, d.delivered_at IS NOT NULL AS delivered, i.words, i.drill
       FROM notice_delivery d LEFT JOIN incident i ON d.subject = 'incident:' || i.id
      WHERE d.account_id = $1 AND d.channel = 'dashboard' AND d.seen_at IS NULL ORDER BY d.planned_at, d.subject`,
    [accountId],
  );
  if (rows.some(({ delivered }) => !delivered))
    await db.for('accountability').pool.query(
      `UPDATE notice_delivery SET delivered_at = $2
        WHERE account_id = $1 AND channel = 'dashboard' AND delivered_at IS NULL`,
      [accountId, new Date(clock.now())],
    );
  return rows.flatMap((row) => noticeOf(row) ?? []);
}

function noticeOf({ subject, due_at, words, drill }: Row): PendingNotice | null {
  if (words !== null) return { subject, kind: 'incident', drill: drill === true, words };
  const version = policyOfSubject(subject);
  return version && { subject, kind: 'policy', ...version, effective: due_at.toISOString().slice(0, 10) };
}
