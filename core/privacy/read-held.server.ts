import type pg from 'pg';
import { AppError } from '#core/platform/app-error.ts';
import type { PersonScope } from '#core/platform/personal-data.server.ts';
import { listColumns, registry } from './registry.ts';
import type { PlacedColumn } from './schema.ts';

/** A database, or one connection of it, so that everything is read as of one instant. */
export interface Reading {
  pool: Pick<pg.ClientBase, 'query'>;
}

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
  read(db: Reading, scope: { personId: string }): Promise<HeldRow[]>;
  /** Whom it holds anything of, and in which guild; absent where they all stand in another table as well. */
  people?(db: Reading): Promise<{ personId: string; guildId: string }[]>;
}

/**
 * Everything the database holds about a person, table by table in the order of the registry: Article 15 GDPR. Only values
 * that the registry says are about this person, so none of anybody else's in the same row; of a value that is never handed
 * over, whether there is one. Tables that hold nothing are told, too.
 * @param scope with a guild: of rows that say that they are of it
 * @param readers of the rooms, for tables with lists of people
 * @throws AppError 'misconfigured' where the registry says of a table what neither it nor a reader can follow
 */
export async function readHeld(
  db: Reading,
  scope: { personId: string; guildId?: string | null },
  readers: readonly HeldReader[],
): Promise<HeldTable[]> {
  const held: HeldTable[] = [];
  const { personId, guildId = null } = scope;
  for (const table of heldTables({ guildId }))
    held.push(await readHeldTable(db, { personId, guildId }, table, readers));
  return held;
}

/** Tables that can hold something of a person: in one guild those that say which. */
export function heldTables({ guildId }: { guildId: string | null }): string[] {
  return [...personalTables().keys()].filter((table) => guildId === null || hasGuild(table));
}

/** What one table holds about a person. @throws AppError 'misconfigured' as `readHeld` */
export async function readHeldTable(
  db: Reading,
  scope: PersonScope,
  table: string,
  readers: readonly HeldReader[],
): Promise<HeldTable> {
  const reader = readers.find((one) => one.table === table);
  const rows = reader
    ? await reader.read(db, scope)
    : await readRows(db, scope, table, personalTables().get(table) ?? []);
  const { guildId } = scope;
  return { table, rows: guildId === null ? rows : rows.filter((row) => String(row[GUILD]) === guildId) };
}

/** Where tables say of which guild a row is. */
const GUILD = 'guild_id';

function hasGuild(table: string): boolean {
  return registry[table]?.columns[GUILD] !== undefined;
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
  db: Reading,
  { personId, guildId }: PersonScope,
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
  // Of which guild a row is may be nobody's data, and is told where that is asked.
  const guild = guildId !== null && !columns.some(({ column }) => column === GUILD) ? [quoted(GUILD)] : [];
  const { rows } = await db.pool.query<HeldRow>(
    `SELECT ${[...told, ...guild].join(', ')} FROM ${table.split('.').map(quoted).join('.')}
      WHERE ${[...paths].map((path) => `${quoted(path)} = $1`).join(' OR ')}`,
    [personId],
  );
  return rows;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
