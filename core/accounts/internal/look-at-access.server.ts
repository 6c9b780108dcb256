import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import { type Evidence, keptUnless } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';

/** What the database has to refuse, whoever asks: each is tried on a row that is taken back. */
const refused: Readonly<Record<string, string>> = {
  'an access without a reason': `INSERT INTO staff_access (id, staff_id, role, person_id, reason, opened_at, ends_at)
    VALUES (gen_random_uuid(), 1, 'privacy', 2, ' ', now(), now() + interval '5 minutes')`,
  'an access of an hour': `INSERT INTO staff_access (id, staff_id, role, person_id, reason, opened_at, ends_at)
    VALUES (gen_random_uuid(), 1, 'privacy', 2, 'a canary', now(), now() + interval '1 hour')`,
  'another reason afterwards': `UPDATE staff_access SET reason = 'another' WHERE id = $1`,
  'a longer time afterwards': `UPDATE staff_access SET ends_at = ends_at + interval '1 minute' WHERE id = $1`,
  'a look after it was closed': `INSERT INTO staff_view (access_id, page, staff_id, person_id, first_at, last_at)
    VALUES ($1, 'canary', 1, 2, now(), now())`,
};

/**
 * Whether staff can see anybody's data only with a reason, for a bounded time and in writing: tries to do otherwise, and
 * looks for accesses that the audit log does not know.
 */
export async function lookAtAccess(db: Database): Promise<Evidence> {
  const all = db.for('accountability');
  const found: string[] = [];
  await tryOut(all, async (client) => {
    const id = randomUUID();
    await client.query(
      `INSERT INTO staff_access (id, staff_id, role, person_id, reason, opened_at, ends_at, closed_at)
       VALUES ($1, 1, 'privacy', 2, 'a canary', now() - interval '5 minutes', now() + interval '5 minutes', now() - interval '1 minute')`,
      [id],
    );
    for (const [name, sql] of Object.entries(refused)) if (!(await isRefused(client, sql, id))) found.push(name);
  });
  const { rows } = await all.pool.query<{ accesses: number; open: number; views: number; unknown: number }>(
    `SELECT count(*)::int AS accesses,
            count(*) FILTER (WHERE closed_at IS NULL AND ends_at > now())::int AS open,
            (SELECT coalesce(sum(views), 0)::int FROM staff_view) AS views,
            count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM audit_event e
              WHERE e.action = 'access.opened' AND (e.detail->>'access' = a.id::text
                OR e.detail IS NULL AND e.at BETWEEN a.opened_at - interval '1 minute' AND a.opened_at + interval '1 minute')
            ))::int AS unknown
       FROM staff_access a WHERE opened_at > now() - interval '30 days'`,
  );
  const { accesses = 0, open = 0, views = 0, unknown = 0 } = rows[0] ?? {};
  if (unknown > 0) found.push('accesses that the audit log does not know');
  return keptUnless(found, { accesses30d: accesses, openNow: open, staffViews: views });
}

async function isRefused(client: pg.ClientBase, sql: string, id: string): Promise<boolean> {
  await client.query('SAVEPOINT tried');
  try {
    await client.query(sql, sql.includes('$1') ? [id] : []);
    return false;
  } catch {
    return true;
  } finally {
    await client.query('ROLLBACK TO SAVEPOINT tried');
  }
}
