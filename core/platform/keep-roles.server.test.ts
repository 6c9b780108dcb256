import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWholeDatabase, type WholeDatabase } from './db.server.ts';
import { keepRoles } from './keep-roles.server.ts';
import { mayDo, privileges, type Role, roles, schemas } from './roles.ts';
import { createTestDatabase } from './testing/test-database.ts';

let db: WholeDatabase;
const speaking = new Map<Role, WholeDatabase>();
beforeAll(async () => {
  db = await createTestDatabase();
  for (const role of roles) speaking.set(role, openWholeDatabase(db.url, { max: 2, role }));
});
afterAll(async () => {
  for (const one of speaking.values()) await one.close();
  await db.close();
});

/** The code of Postgres's refusal, or null. */
async function refusal(role: Role, sql: string): Promise<string | null> {
  try {
    await speaking.get(role)?.pool.query(sql);
    return null;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code ?? '';
    throw error;
  }
}
const DENIED = '42501';

test('neither role can join an account with what was counted of the person', async () => {
  const join = 'SELECT 1 FROM account a JOIN analytics.membership m ON m.user_id = a.id';
  for (const role of roles) expect(await refusal(role, join), role).toBe(DENIED);
  expect(await refusal('procord_dashboard', 'SELECT username FROM account')).toBe(null);
  expect(await refusal('procord_dashboard', 'SELECT user_id FROM analytics.membership')).toBe(DENIED);
  expect(await refusal('procord_analytics', 'SELECT user_id FROM analytics.membership')).toBe(null);
  expect(await refusal('procord_analytics', 'SELECT username FROM account')).toBe(DENIED);
  expect(await refusal('procord_analytics', 'SELECT 1 FROM session')).toBe(DENIED);
});

test('every table has exactly the grants that are listed', async () => {
  const { rows } = await db.pool.query<{ schema: string; name: string; role: Role; held: string[] }>(
    `SELECT n.nspname AS schema, c.relname AS name, role,
            array(SELECT p FROM unnest($3::text[]) p WHERE has_table_privilege(role, c.oid, p)) AS held
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, unnest($2::text[]) role
      WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p', 'v', 'm')`,
    [schemas, roles, privileges],
  );
  expect(rows.length).toBeGreaterThan(80);
  for (const { schema, name, role, held } of rows)
    expect(held, `${role} on ${schema}.${name}`).toEqual([...mayDo(role, schema, name)]);
});

test('a partition made by counting can be counted into', async () => {
  expect(await refusal('procord_analytics', 'SELECT analytics.ensure_day(20777), analytics.ensure_people(20777)')).toBe(
    null,
  );
  expect(await refusal('procord_analytics', 'SELECT * FROM analytics.message_pack WHERE day = 20777')).toBe(null);
  expect(await refusal('procord_analytics', 'CREATE TABLE analytics.more (id INT)')).toBe(DENIED);
});

test('what was granted by hand is taken away, and what is missing comes back', async () => {
  await db.pool.query('GRANT SELECT ON account TO procord_analytics; REVOKE INSERT ON session FROM procord_dashboard');
  expect(await refusal('procord_analytics', 'SELECT username FROM account')).toBe(null);
  await keepRoles(db.url);
  expect(await refusal('procord_analytics', 'SELECT username FROM account')).toBe(DENIED);
  const { rows } = await db.pool.query("SELECT has_table_privilege('procord_dashboard', 'session', 'INSERT') AS may");
  expect(rows).toEqual([{ may: true }]);
});
