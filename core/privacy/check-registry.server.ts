import type pg from 'pg';
import { AppError } from '#core/platform/app-error.ts';
import { registry } from './registry.ts';
import { compareCatalog, type LiveColumn } from './rules.ts';

/**
 * Tables, views, materialized views and foreign tables of every schema but Postgres's own, whoever made them.
 * A partition has exactly its parent's columns; a child by plain inheritance may have more and stands for itself.
 */
const catalog = `
  SELECT n.nspname || '.' || c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
     AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
   ORDER BY 1, a.attnum`;

/** What the live database holds that the registry does not know, and the reverse, one sentence each. */
export async function compareWithRegistry(pool: Pick<pg.Pool, 'query'>): Promise<readonly string[]> {
  const { rows } = await pool.query<LiveColumn>(catalog);
  const objects = await pool.query<{ objects: number }>('SELECT count(*)::int AS objects FROM pg_largeobject_metadata');
  const large = objects.rows[0]?.objects ?? 0;
  return [...compareCatalog(rows, registry), ...(large > 0 ? [`${large} large objects have no entry`] : [])];
}

/**
 * Refuses to go on where something is kept that nobody wrote down. One catalog query; called at the boot of each process.
 * @throws AppError 'misconfigured', naming every column
 */
export async function checkRegistry(pool: Pick<pg.Pool, 'query'>): Promise<void> {
  const findings = await compareWithRegistry(pool);
  if (findings.length === 0) return;
  throw new AppError(
    'misconfigured',
    `The privacy registry (core/privacy/registry.ts) and the database disagree: ${findings.join('; ')}.`,
  );
}
