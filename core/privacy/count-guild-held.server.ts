import type { Database } from '#core/platform/db.server.ts';
import type { Purpose } from '#core/platform/purposes.ts';
import { type GuildTable, guildTables } from './internal/read-guild.server.ts';
import { registry } from './registry.ts';
import type { RetentionClass } from './schema.ts';

/** More rows than this are told as "so many and more": nobody waits for a count. */
export const MOST_COUNTED = 100_000;

/** What a table holds of a guild itself; what names a person in it is theirs. */
interface GuildHeld {
  /** schema.table */
  table: string;
  about: string;
  /** At most `MOST_COUNTED`. */
  rows: number;
  purposes: Purpose[];
  retention: RetentionClass[];
}

/** How much is held of a guild, table by table in the order of the registry; tables that hold nothing are left out. */
export async function countGuildHeld(db: Database, guildId: string): Promise<GuildHeld[]> {
  const held: GuildHeld[] = [];
  for (const { table, columns } of guildTables()) {
    const entries = Object.values(columns);
    const rows = await countRows(db, table, columns, guildId);
    if (rows > 0)
      held.push({
        ...{ table, about: registry[table]?.about ?? table, rows },
        purposes: [...new Set(entries.map(({ purpose }) => purpose))],
        retention: [...new Set(entries.map(({ retention }) => retention))],
      });
  }
  return held;
}

async function countRows(
  db: Database,
  table: string,
  columns: GuildTable['columns'],
  guildId: string,
): Promise<number> {
  const { pool } = db.for('keep-promises');
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const paths = new Set(
    Object.values(columns).flatMap(({ subject }) => (subject.of === 'guild' ? [subject.column] : [])),
  );
  const { rows } = await pool.query<{ rows: number }>(
    `SELECT count(*)::int4 AS rows FROM (
       SELECT 1 FROM ${table.split('.').map(quoted).join('.')}
        WHERE ${[...paths].map((path) => `${quoted(path)} = $1`).join(' OR ')} LIMIT ${MOST_COUNTED}) AS held`,
    [guildId],
  );
  return rows[0]?.rows ?? 0;
}
