import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { WholeDatabase } from '#core/platform/db.server.ts';

/** Every row of every table, as text, and every file below a folder: where a word can still stand. */
export async function dumpOf(db: WholeDatabase, home: string): Promise<Map<string, string>> {
  const { rows: tables } = await db.pool.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  const dump = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await db.pool.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
    dump.set(name.replace(/_\d{8}$/, ''), `${dump.get(name) ?? ''}${rows.map((row) => row.text).join('\n')}`);
  }
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      dump.set(`file ${entry.name}`, (await readFile(path.join(entry.parentPath, entry.name))).toString('latin1'));
  return dump;
}

/** Rows in which a person's id stands, by table; lists that hold others as well are left out. */
export async function rowsOf(db: WholeDatabase, personId: string): Promise<[string, string[]][]> {
  const { rows: tables } = await db.pool.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname IN ('public', 'analytics') ORDER BY 1`,
  );
  const found: [string, string[]][] = [];
  for (const { name } of tables) {
    if (/_(pack|day)_\d{8}$|top_member$/.test(name)) continue;
    const { rows } = await db.pool.query<{ text: string }>(
      `SELECT t::text AS text FROM ${name} t WHERE t::text LIKE '%' || $1 || '%' ORDER BY 1`,
      [personId],
    );
    found.push([name, rows.map((row) => row.text)]);
  }
  return found;
}
