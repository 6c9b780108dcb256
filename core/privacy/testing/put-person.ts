import type { WholeDatabase } from '#core/platform/db.server.ts';
import { personalTables } from '../read-held.server.ts';
import type { PlacedColumn } from '../schema.ts';

/** The day of everything with a day, and its first hour. */
export const DAY = 20_000;

/** Tables with lists of people. They are written by `putLists`, for several people at once. */
const LISTS = ['message_pack', 'voice_pack', 'person_day', 'top_member'].map((table) => `analytics.${table}`);

interface Column {
  column: string;
  type: string;
  label: string | null;
}

/** What was put where: of a column that can hold a value of its own, that value as access writes it. */
export interface Put {
  table: string;
  column: string;
  token: string;
}

let next = 0;

/**
 * A row about a person in every table that the registry says is about people, with a value of its own in every column that
 * can hold one. Constraints stand aside: rows are about the registry, not about each other.
 */
export async function putPerson(db: WholeDatabase, personId: string): Promise<Put[]> {
  const put: Put[] = [];
  const client = await db.pool.connect();
  try {
    await client.query('SET session_replication_role = replica');
    for (const [table, personal] of personalTables()) {
      if (LISTS.includes(table)) continue;
      const { rows: columns } = await client.query<Column>(
        `SELECT attname AS column, format_type(atttypid, atttypmod) AS type,
                (SELECT enumlabel FROM pg_enum WHERE enumtypid = atttypid ORDER BY enumsortorder LIMIT 1) AS label
           FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
        [table],
      );
      await client.query(DROP_CHECKS(table));
      const values = columns.map((one) => tokenOf(one, table, pathsOf(personal), personId));
      await client.query(
        `INSERT INTO ${table} (${columns.map((one) => `"${one.column}"`).join(', ')}) OVERRIDING SYSTEM VALUE
         VALUES (${columns.map((one, at) => `$${at + 1}::${one.type}`).join(', ')})`,
        values.map(({ value }) => value),
      );
      for (const [at, { column }] of columns.entries()) {
        const token = values[at]?.token;
        if (token !== undefined && token !== null && personal.some((one) => one.column === column))
          put.push({ table, column, token });
      }
    }
  } finally {
    client.release(true);
  }
  return put;
}

const DROP_CHECKS = (table: string) => `DO $$ DECLARE one text; BEGIN
  FOR one IN SELECT conname FROM pg_constraint WHERE conrelid = '${table}'::regclass AND contype = 'c' LOOP
    EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', one); END LOOP; END $$`;

/** Columns in which the person's id stands. */
function pathsOf(columns: readonly PlacedColumn[]): Set<string> {
  return new Set(
    columns.flatMap(({ subject }) =>
      subject.of === 'people'
        ? subject.columns
        : subject.of === 'person' && 'column' in subject
          ? [subject.column]
          : [],
    ),
  );
}

/** `token` is null for what cannot be told from another's. */
function tokenOf(
  { column, type, label }: Column,
  table: string,
  paths: ReadonlySet<string>,
  personId: string,
): { value: unknown; token: string | null } {
  if (type.endsWith('[]')) {
    const { value, token } = tokenOf({ column, type: type.slice(0, -2), label }, table, paths, personId);
    return { value: [value], token };
  }
  next += 1;
  if (paths.has(column)) return { value: personId, token: personId };
  if (label !== null) return { value: label, token: null };
  const text = `token ${next} of ${table}.${column}`;
  if (/^(text|character varying)/.test(type)) return { value: text, token: text };
  if (type === 'jsonb' || type === 'json') return { value: JSON.stringify({ text }), token: text };
  if (type === 'bytea') return { value: Buffer.from(text), token: text };
  if (type === 'integer') return { value: 700_000_000 + next, token: String(700_000_000 + next) };
  if (type === 'bigint') return { value: String(8_000_000_000_000 + next), token: String(8_000_000_000_000 + next) };
  if (type.startsWith('timestamp')) {
    const at = new Date(Date.UTC(2001, 0, 1) + next * 61_000).toISOString();
    return { value: at, token: at };
  }
  if (type === 'uuid') {
    const id = `00000000-0000-4000-8000-${String(next).padStart(12, '0')}`;
    return { value: id, token: id };
  }
  if (type === 'boolean') return { value: true, token: null };
  if (type === 'date') return { value: '2001-01-01', token: null };
  if (type === 'tsvector') return { value: `'token'`, token: null };
  if (type === 'smallint') return { value: 1, token: null };
  if (type === 'real' || type === 'double precision') return { value: 1, token: null };
  throw new Error(`${table}.${column} is ${type}: say here what a token of it is`);
}

/** One row in each table with lists of people, in which they stand beside each other; `counts` are theirs, in that order. */
export async function putLists(db: WholeDatabase, people: readonly string[], counts: readonly number[]): Promise<void> {
  await db.pool.query('SELECT analytics.ensure_day($1), analytics.ensure_people($1)', [DAY]);
  const same = (value: number) => people.map(() => value);
  const place = [same(DAY * 24 + 5), same(77), people];
  await db.pool.query(
    `INSERT INTO analytics.message_pack (guild_id, day, merged, hours, channel_ids, user_ids, messages)
     VALUES (7, ${DAY}, 0, $1, $2, $3, $4)`,
    [...place, counts],
  );
  await db.pool.query(
    `INSERT INTO analytics.voice_pack
            (guild_id, day, merged, hours, channel_ids, user_ids, active_ms, muted_ms, deafened_ms, alone_ms)
     VALUES (7, ${DAY}, 0, $1, $2, $3, $4, $4, $4, $4)`,
    [...place, counts],
  );
  await db.pool.query(
    `INSERT INTO analytics.top_member (guild_id, days, measure, from_day, day, user_ids, amounts)
     VALUES (7, 7, 'messages', ${DAY - 6}, ${DAY}, $1, $2)`,
    [people, counts],
  );
}
