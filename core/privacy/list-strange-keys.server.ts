import type pg from 'pg';
import { listColumns, registry } from './registry.ts';

/** Found of one column at most. */
const MOST = 20;

/** Names in the JSON of the live tables that the registry does not know, at any depth, one sentence each. */
export async function listStrangeKeys(pool: Pick<pg.Pool, 'query'>): Promise<string[]> {
  const found: string[] = [];
  for (const { table, column, keys } of listColumns()) {
    if (!keys || !(await isThere(pool, table))) continue;
    const { rows } = await pool.query<{ key: string }>(
      `SELECT DISTINCT found.key FROM ${table} t,
              LATERAL jsonb_path_query(t."${column}"::jsonb, '$.** ? (@.type() == "object")') AS object,
              LATERAL jsonb_object_keys(object) AS found(key)
        WHERE NOT found.key = ANY($1) ORDER BY 1 LIMIT ${MOST}`,
      [keys],
    );
    found.push(...rows.map(({ key }) => `${table}.${column} has the key ${key}`));
  }
  return found;
}

async function isThere(pool: Pick<pg.Pool, 'query'>, table: string): Promise<boolean> {
  if (!registry[table]?.optional) return true;
  const { rows } = await pool.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
  return rows[0]?.there === true;
}
