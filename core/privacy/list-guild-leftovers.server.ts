import type { Database } from '#core/platform/db.server.ts';
import { registry } from './registry.ts';
import { endingWithGuild } from './rules/retention.ts';

interface ScopedTable {
  table: string;
  /** Says of which guild a row is. */
  column: string;
}

/** Every table that says of which guild its rows are. */
export function listScopedTables(): ScopedTable[] {
  return Object.entries(registry).flatMap(([table, { columns }]) => {
    const path = Object.values(columns).flatMap(({ subject }) => (subject.of === 'guild' ? subject.column : []))[0];
    const column = path ?? ('guild_id' in columns ? 'guild_id' : null);
    return column === null ? [] : [{ table, column }];
  });
}

/** Tables whose rows go with the guild at the latest. */
export function listGuildTables(): ScopedTable[] {
  return listScopedTables().filter(
    ({ table }) =>
      table !== 'public.guild' &&
      Object.values(registry[table]?.columns ?? {}).some(({ retention }) => endingWithGuild.has(retention)),
  );
}

/** The tables that still hold something of a guild that is to be forgotten: asked of the tables, not of who emptied them. */
export async function listGuildLeftovers(db: Database, { guildId }: { guildId: string }): Promise<string[]> {
  const { pool } = db.for('keep-promises');
  const left: string[] = [];
  for (const { table, column } of listGuildTables()) {
    const { rowCount } = await pool.query(`SELECT 1 FROM ${table} WHERE "${column}" = $1 LIMIT 1`, [guildId]);
    if (rowCount) left.push(table);
  }
  return left;
}
