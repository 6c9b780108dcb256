import type { PoolClient } from 'pg';
import { columnsOf, mayDo, privileges, schemas } from '#core/platform/roles.ts';

const ROLE = 'procord_model';
const DENIED = '42501';

/** Where somebody decides something about a person or a guild, and a person has to. */
export const decisionTables = [
  ...['account', 'staff_member', 'premium_grant', 'rights_request', 'contact_case', 'under_age_report'],
  ...['attestation', 'incident', 'audit_plan', 'audit_event'],
] as const;

/** What guilds are set by. */
export const settingTables = [
  ...['guild', 'digest', 'api_token', 'ai_guild_opt_out', 'analytics.annotation'],
  ...['knowledge_node', 'knowledge_relation', 'premium_period'],
] as const;

/** Where people and what they said stand. */
export const personTables = [
  ...['account', 'session', 'consent_event', 'subscription', 'checkout', 'assistant_turn', 'ai_call', 'audit_event'],
  ...['analytics.membership', 'analytics.message_pack', 'analytics.voice_pack', 'analytics.person_day'],
  ...['analytics.top_member', 'analytics.objection'],
] as const;

/** Tries statements as the role of models, each taken back. @returns those that were not refused for want of the right */
export async function notRefused(client: PoolClient, statements: readonly string[]): Promise<string[]> {
  await client.query(`SET LOCAL ROLE ${ROLE}`);
  const found: string[] = [];
  for (const sql of statements) {
    await client.query('SAVEPOINT tried');
    const code = await client.query(sql).then(
      () => null,
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
    await client.query('ROLLBACK TO SAVEPOINT tried');
    if (code !== DENIED) found.push(sql);
  }
  await client.query('RESET ROLE');
  return found;
}

export const writesTo = (table: string): string[] => [`INSERT INTO ${table} DEFAULT VALUES`, `DELETE FROM ${table}`];

interface Grants {
  /** Tables that it may read, whole or in part. */
  readable: string[];
  /** What it may do that the list of roles does not say. */
  found: string[];
}

/** What the role of models may do, by the catalog, and what of it is not on the list of roles. */
export async function readGrants(client: Pick<PoolClient, 'query'>): Promise<Grants> {
  const { rows } = await client.query<{
    schema: string;
    name: string;
    held: string[];
    columns: string[];
    writes: boolean;
  }>(
    `SELECT n.nspname AS schema, c.relname AS name,
            ARRAY(SELECT p FROM unnest($2::text[]) p WHERE has_table_privilege($1, c.oid, p)) AS held,
            ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
                     AND NOT a.attisdropped AND has_column_privilege($1, c.oid, a.attnum, 'SELECT')
                     AND NOT has_table_privilege($1, c.oid, 'SELECT')) AS columns,
            has_any_column_privilege($1, c.oid, 'INSERT, UPDATE') AS writes
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY($3) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1, 2`,
    [ROLE, privileges, schemas],
  );
  const listed = columnsOf(ROLE);
  const found = rows.flatMap(({ schema, name, held, columns, writes }) => {
    const table = `${schema}.${name}`;
    const isListed =
      held.join() === mayDo(ROLE, schema, name).join() && columns.every((column) => listed.has(`${table}.${column}`));
    return isListed && !writes ? [] : [table];
  });
  const readable = rows.filter(({ held, columns }) => held.length + columns.length > 0);
  return { readable: readable.map(({ schema, name }) => `${schema}.${name}`), found };
}
