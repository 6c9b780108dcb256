import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import { listColumns } from './registry.ts';
import type { PlacedColumn } from './schema.ts';

export type HeldRow = Record<string, unknown>;

/** What a table holds about one person. */
export interface HeldTable {
  /** schema.table */
  table: string;
  rows: readonly HeldRow[];
}

/** Of a table whose rows are about several people at once: reads what of it is about one of them. */
export interface HeldReader {
  table: string;
  read(db: Pick<Database, 'pool'>, scope: { personId: string }): Promise<HeldRow[]>;
}

/**
 * Everything the database holds about a person, table by table in the order of the registry: Article 15 GDPR. Only values
 * that the registry says are about this person, so none of anybody else's in the same row; of a value that is never handed
 * over, whether there is one. Tables that hold nothing are told, too.
 * @param readers of the rooms, for tables with lists of people
 * @throws AppError 'misconfigured' where the registry says of a table what neither it nor a reader can follow
 */
export async function readHeld(
  db: Pick<Database, 'pool'>,
  scope: { personId: string },
  readers: readonly HeldReader[],
): Promise<HeldTable[]> {
  const held: HeldTable[] = [];
  for (const [table, columns] of personalTables()) {
    const reader = readers.find((one) => one.table === table);
    const rows = reader ? await reader.read(db, scope) : await readRows(db, scope, table, columns);
    held.push({ table, rows });
  }
  return held;
}

/** Columns about people, by table. */
export function personalTables(): Map<string, PlacedColumn[]> {
  const tables = new Map<string, PlacedColumn[]>();
  for (const column of listColumns())
    if (column.subject.of === 'person' || column.subject.of === 'people')
      tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  return tables;
}

async function readRows(
  db: Pick<Database, 'pool'>,
  { personId }: { personId: string },
  table: string,
  columns: readonly PlacedColumn[],
): Promise<HeldRow[]> {
  const paths = new Set<string>();
  const told = columns.map(({ column, subject, export: rule }) => {
    const value = rule === 'named' ? `${quoted(column)} IS NOT NULL` : quoted(column);
    if (subject.of === 'person' && 'column' in subject && !('via' in subject)) {
      paths.add(subject.column);
      return `CASE WHEN ${quoted(subject.column)} = $1 THEN ${value} END AS ${quoted(column)}`;
    }
    if (subject.of === 'people') {
      for (const path of subject.columns) paths.add(path);
      return `${value} AS ${quoted(column)}`;
    }
    throw new AppError('misconfigured', `nobody reads what ${table}.${column} holds about a person`);
  });
  const { rows } = await db.pool.query<HeldRow>(
    `SELECT ${told.join(', ')} FROM ${table.split('.').map(quoted).join('.')}
      WHERE ${[...paths].map((path) => `${quoted(path)} = $1`).join(' OR ')}`,
    [personId],
  );
  return rows;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
