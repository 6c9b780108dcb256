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

test('the role of models writes nothing anywhere: no table, no column, no sequence, no function that runs as the owner', async () => {
  const { rows: tables } = await db.pool.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND (has_table_privilege('procord_model', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
             OR has_any_column_privilege('procord_model', c.oid, 'INSERT, UPDATE, REFERENCES'))`,
  );
  expect(tables).toEqual([]);
  const { rows: others } = await db.pool.query(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
      WHERE CASE WHEN c.relkind = 'S' THEN has_sequence_privilege('procord_model', c.oid, 'USAGE, UPDATE') END
     UNION ALL
     SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = ANY($1) AND p.prosecdef AND has_function_privilege('procord_model', p.oid, 'EXECUTE')`,
    [schemas],
  );
  expect(others).toEqual([]);
});

test('the role of models is refused what it has no business with, and reads its columns alone', async () => {
  const secret = [
    ...['account', 'session', 'consent_event', 'notice_receipt', 'subscription', 'stripe_customer', 'checkout'],
    ...['payment_reversal', 'billing_confirmation', 'audit_event', 'chain_record', 'staff_member', 'api_token'],
    ...['assistant_thread', 'assistant_turn', 'assistant_proposal', 'ai_call', 'rights_request', 'contact_case'],
    ...['analytics.membership', 'analytics.message_pack', 'analytics.voice_pack', 'analytics.person_day'],
    ...['analytics.top_member', 'analytics.objection', 'analytics.voice_session', 'knowledge_version'],
  ];
  for (const table of secret) expect(await refusal('procord_model', `SELECT 1 FROM ${table}`), table).toBe(DENIED);
  expect(await refusal('procord_model', 'SELECT created_by FROM analytics.annotation')).toBe(DENIED);
  expect(await refusal('procord_model', 'SELECT session_id FROM gateway.shard')).toBe(DENIED);
  for (const table of ['digest', 'guild', 'knowledge_node', 'analytics.guild_day'])
    for (const sql of [
      `DELETE FROM ${table}`,
      `UPDATE ${table} SET guild_id = guild_id`.replace('guild SET guild_id = guild_id', 'guild SET id = id'),
    ])
      expect(await refusal('procord_model', sql), sql).toBe(DENIED);
  expect(
    await refusal('procord_model', 'INSERT INTO digest (guild_id, channel_id, chosen_at) VALUES (1, 1, now())'),
  ).toBe(DENIED);
  expect(await refusal('procord_model', 'CREATE TABLE more (id INT)')).toBe(DENIED);
  expect(await refusal('procord_model', 'SELECT analytics.ensure_day(20777)')).toBe(DENIED);
  expect(await refusal('procord_model', 'SELECT text FROM analytics.annotation')).toBe(null);
  expect(await refusal('procord_model', 'SELECT messages FROM analytics.guild_day')).toBe(null);
});

test('columns granted by hand are taken away again', async () => {
  await db.pool.query('GRANT SELECT (username), UPDATE (username) ON account TO procord_model');
  expect(await refusal('procord_model', 'SELECT username FROM account')).toBe(null);
  await keepRoles(db.url);
  expect(await refusal('procord_model', 'SELECT username FROM account')).toBe(DENIED);
  expect(await refusal('procord_model', "UPDATE account SET username = 'x'")).toBe(DENIED);
  expect(await refusal('procord_model', 'SELECT text FROM analytics.annotation')).toBe(null);
});
