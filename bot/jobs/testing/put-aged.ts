import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { WholeDatabase } from '#core/platform/db.server.ts';

interface Column {
  column: string;
  type: string;
}

let next = 1_000;

/** A connection on which constraints and triggers stand aside: what is put is about its age. */
export async function openFreely({ pool }: Pick<WholeDatabase, 'pool'>): Promise<pg.PoolClient> {
  const client = await pool.connect();
  await client.query(DROP_CHECKS);
  await client.query('SET session_replication_role = replica');
  return client;
}

const DROP_CHECKS = `DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
              WHERE contype = 'c' AND coninhcount = 0 AND connamespace::regnamespace::text IN ('public', 'gateway', 'analytics') LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.place, one.conname); END LOOP; END $$`;

/** Puts a row into a table: what is given, and a value of its own in every other column that must have one. */
export async function putRow(
  client: pg.PoolClient,
  table: string,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { rows } = await client.query<Column>(
    `SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
        AND (attname = ANY($2) OR (attnotnull AND NOT atthasdef))`,
    [table, Object.keys(given)],
  );
  const values = rows.map(({ column, type }) => (column in given ? given[column] : ownValue(type)));
  await client.query(
    `INSERT INTO ${table} (${rows.map(({ column }) => `"${column}"`).join(', ')})
     VALUES (${rows.map(({ type }, at) => `$${at + 1}::${type}`).join(', ')})`,
    values,
  );
}

function ownValue(type: string): unknown {
  next += 1;
  if (type.endsWith('[]')) return [];
  if (type.startsWith('timestamp')) return new Date(0);
  if (type === 'uuid') return randomUUID();
  if (type === 'bytea') return Buffer.from(`value ${next}`);
  if (type === 'jsonb') return '{}';
  if (type === 'boolean') return false;
  if (/^(text|character varying)/.test(type)) return `value ${next}`;
  if (type === 'smallint') return 0;
  if (type === 'date') return '1970-01-01';
  return next;
}
