import type pg from 'pg';
import type { HeldRow } from '../read-held.server.ts';
import { registry } from '../registry.ts';
import type { ColumnEntry } from '../schema.ts';

export interface GuildTable {
  table: string;
  /** Those that are about the guild: what names a person in it is theirs. */
  columns: Record<string, ColumnEntry>;
}

/** Secrets of the guild, which open something. */
const SECRETS = new Set(['secret_hash', 'hint']);

/** Tables that hold something of a guild. */
export function guildTables(): GuildTable[] {
  return Object.entries(registry).flatMap(([table, entry]) => {
    const columns = Object.entries(entry.columns).filter(
      ([column, { subject }]) => subject.of === 'guild' && !SECRETS.has(column),
    );
    return columns.length > 0 ? [{ table, columns: Object.fromEntries(columns) }] : [];
  });
}

/** What a table holds of a guild. */
export async function readGuildTable(
  client: Pick<pg.ClientBase, 'query'>,
  table: string,
  columns: GuildTable['columns'],
  guildId: string,
): Promise<HeldRow[]> {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const paths = new Set(
    Object.values(columns).flatMap(({ subject }) => (subject.of === 'guild' ? [subject.column] : [])),
  );
  const { rows } = await client.query<HeldRow>(
    `SELECT ${Object.keys(columns).map(quoted).join(', ')} FROM ${table.split('.').map(quoted).join('.')}
      WHERE ${[...paths].map((path) => `${quoted(path)} = $1`).join(' OR ')}`,
    [guildId],
  );
  return rows;
}
