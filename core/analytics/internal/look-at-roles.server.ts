import type { Database } from '#core/platform/db.server.ts';
import { type Evidence, keptUnless } from '#core/platform/evidence.ts';
import { roles } from '#core/platform/roles.ts';
import { tryOut } from '#core/platform/try-out.server.ts';

const DENIED = '42501';
const JOIN = 'SELECT 1 FROM public.account a JOIN analytics.membership m ON m.user_id = a.id LIMIT 1';

/** Whether a role that processes speak as reaches accounts and counts: by its grants, and by trying. */
export async function lookAtRoles(db: Database): Promise<Evidence> {
  const { rows } = await db
    .for('sign-in', 'count-activity')
    .pool.query<{ role: string; accounts: number; counted: number }>(
      `SELECT role, count(*) FILTER (WHERE n.nspname = 'public' AND c.relname IN ('account', 'session'))::int4 AS accounts,
            count(*) FILTER (WHERE n.nspname = 'analytics')::int4 AS counted
       FROM unnest($1::text[]) role, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm') AND has_table_privilege(role, c.oid, 'SELECT') GROUP BY role ORDER BY role`,
      [roles],
    );
  const found = rows.filter(({ accounts, counted }) => accounts > 0 && counted > 0).map(({ role }) => role);
  for (const role of roles) if ((await tryToJoin(db, role)) !== DENIED) found.push(`${role}: join`);
  return keptUnless(found, {
    tables: rows.map(({ role, accounts, counted }) => `${role}: ${accounts} / ${counted}`),
  });
}

/** The code of Postgres's refusal, or null where there was none. */
async function tryToJoin(db: Database, role: string): Promise<string | null> {
  return tryOut(db.for('sign-in', 'count-activity'), async (client) => {
    await client.query(`SET LOCAL ROLE ${role}`);
    return await client.query(JOIN).then(
      () => null,
      (error) => String(error.code),
    );
  });
}
