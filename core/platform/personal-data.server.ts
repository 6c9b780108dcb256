import pg from 'pg';
import type { Duty } from './duties.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** Whose data, and where. */
export interface PersonScope {
  personId: string;
  /** Null: in every guild, and outside of guilds. */
  guildId: string | null;
}

/** What a bounded piece of erasing did. */
export interface Erased {
  /** Rows or entries by schema.table. */
  rows: Readonly<Record<string, number>>;
  /** Where the next piece begins; null where nothing is left. */
  next: number | null;
}

/** One part of erasing somebody. A piece is one transaction that the caller opens: cut off, it is begun again. */
export interface ErasePart {
  /** Stays the same: what was cut off goes on by it. */
  name: string;
  /** schema.table */
  tables: readonly string[];
  /** @param from 0 at first, then what the piece before said */
  erase(client: pg.ClientBase, scope: PersonScope, from: number): Promise<Erased>;
}

/** What stays of an erased person. */
export interface Hold {
  table: string;
  duty: Duty;
  /** @returns how many rows, and until when the last of them stays; null where the person's own word ends it */
  read(client: Client, scope: PersonScope): Promise<{ rows: number; until: Date | null }>;
}

/** A guild whose data goes, by its owner's word or because the bot is gone. */
export interface GuildScope {
  guildId: string;
  /** From when it is counted anew; null where the bot is not in it any more. */
  anewMs: number | null;
}

/** One part of erasing a guild's data, as `ErasePart`. */
export interface GuildPart {
  /** Stays the same, and no other room's part has it. */
  name: string;
  /** schema.table */
  tables: readonly string[];
  erase(client: pg.ClientBase, scope: GuildScope, from: number): Promise<Erased>;
}

/** Rows of a guild that stay where its owner has its data erased. */
export interface GuildHold {
  /** schema.table */
  table: string;
  duty: Duty;
  /** SQL: which of its rows stay; $1 is the guild, $2 from when it is counted anew. */
  where: string;
  /** SQL over those rows: until when the last of them stays; null where no day is set. */
  until: string | null;
}

/** What a room holds about people: how it is erased, and what stays. `core/personal-data.server.ts` lists all rooms'. */
export interface PersonalDataHolder {
  room: string;
  /** In their order. */
  parts: readonly ErasePart[];
  holds: readonly Hold[];
  /** What it holds of guilds. */
  ofGuild?: { parts: readonly GuildPart[]; holds: readonly GuildHold[] };
}

/** Rows of one piece, so that none holds its locks for long. */
const PIECE_ROWS = 5_000;

/**
 * Deletes the rows about a person.
 * @param table schema.table
 * @param guildColumn where the guild stands; without it the rows are of no guild, and an erasure in one leaves them
 */
export function deleteRows(table: string, column: string, guildColumn?: string): ErasePart {
  const [name, person] = [table.split('.').map(pg.escapeIdentifier).join('.'), pg.escapeIdentifier(column)];
  const inGuild = guildColumn
    ? ` AND ($2::int8 IS NULL OR ${pg.escapeIdentifier(guildColumn)} = $2)`
    : ' AND $2::int8 IS NULL';
  return {
    name: table.replace(/^.*\./, ''),
    tables: [table],
    async erase(client, { personId, guildId }) {
      const { rowCount } = await client.query(
        `DELETE FROM ${name} WHERE ctid = ANY(ARRAY(
           SELECT ctid FROM ${name} WHERE ${person} = $1${inGuild} LIMIT ${PIECE_ROWS}))`,
        [personId, guildId],
      );
      const rows = rowCount ?? 0;
      return { rows: { [table]: rows }, next: rows < PIECE_ROWS ? null : 0 };
    },
  };
}

/** Deletes the rows of a guild. @param table schema.table, with the guild in `guild_id` */
export function deleteGuildRows(table: string): GuildPart {
  return {
    name: table.replace(/^.*\./, ''),
    tables: [table],
    async erase(client, { guildId }) {
      const { rowCount } = await client.query(
        `DELETE FROM ${table} WHERE guild_id = $1 AND ctid = ANY(ARRAY(
           SELECT ctid FROM ${table} WHERE guild_id = $1 LIMIT ${PIECE_ROWS}))`,
        [guildId],
      );
      const rows = rowCount ?? 0;
      return { rows: { [table]: rows }, next: rows < PIECE_ROWS ? null : 0 };
    },
  };
}

/** All rows of a guild that a table has stay. */
export function keepGuildRows(table: string, duty: Duty, until: string | null = null): GuildHold {
  return { table, duty, where: 'true', until };
}

/**
 * Rows that stay.
 * @param until SQL over the rows: when the duty of the last of them ends
 */
export function keepRows(
  table: string,
  duty: Duty,
  { where, until, guildColumn }: { where: string; until: string | null; guildColumn?: string },
): Hold {
  return {
    table,
    duty,
    async read(client, { personId, guildId }) {
      const { rows } = await client.query<{ rows: number; until: Date | null }>(
        `SELECT count(*)::int4 AS rows, ${until ?? 'NULL::timestamptz'} AS until FROM ${table}
          WHERE ${where} AND ($2::int8 IS NULL OR ${guildColumn ?? '0'} = $2)`,
        [personId, guildId],
      );
      return rows[0] ?? { rows: 0, until: null };
    },
  };
}

/** SQL: the end of the seventh calendar year after that of the newest of these dates. Source: § 147(3) and (4) AO. */
export const endOfBooks = (date: string) =>
  `(date_trunc('year', max(${date}) AT TIME ZONE 'UTC') + interval '8 years') AT TIME ZONE 'UTC'`;
