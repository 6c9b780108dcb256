import { stringify } from 'csv-stringify/sync';
import type { HeldRow } from '../read-held.server.ts';
import type { ColumnEntry } from '../schema.ts';

/** Rows of a piece of text. */
const PIECE_ROWS = 500;

/** A value as JSON has it: ids as text, instants in ISO 8601, bytes in hexadecimal. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return value;
}

function* pieces(rows: readonly HeldRow[]): Generator<HeldRow[]> {
  for (let from = 0; from < rows.length; from += PIECE_ROWS)
    yield rows
      .slice(from, from + PIECE_ROWS)
      .map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)])));
}

/** Rows as a JSON array, a row a line. */
export function* jsonText(rows: readonly HeldRow[]): Generator<string> {
  yield '[';
  let between = '\n';
  for (const piece of pieces(rows)) {
    yield between + piece.map((row) => JSON.stringify(row)).join(',\n');
    between = ',\n';
  }
  yield '\n]\n';
}

/** Rows as CSV. A text that a spreadsheet would run as a formula begins with an apostrophe. Source: RFC 4180; OWASP, "CSV Injection". */
export function* csvText(columns: readonly string[], rows: readonly HeldRow[]): Generator<string> {
  yield stringify([columns], { record_delimiter: 'windows' });
  for (const piece of pieces(rows))
    yield stringify(
      piece.map((row) => columns.map((column) => cell(row[column]))),
      { record_delimiter: 'windows', escape_formulas: true },
    );
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * The JSON Schema of a table's file: what each column holds, as the registry says it. Source: JSON Schema 2020-12.
 * @param types of the columns, as Postgres has them
 */
export function schemaText(
  table: string,
  about: string,
  columns: Readonly<Record<string, ColumnEntry | undefined>>,
  types: ReadonlyMap<string, string>,
): string {
  const properties = Object.entries(columns).map(([column, entry]) => [
    column,
    {
      ...(entry?.export === 'named' ? { type: ['boolean', 'null'] } : typeOf(types.get(`${table}.${column}`))),
      ...(entry?.holds ? { description: entry.holds } : {}),
    },
  ]);
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: table,
    description: about,
    type: 'array',
    items: { type: 'object', properties: Object.fromEntries(properties) },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Of lists of people the own entry is told: of a list of numbers, a number. */
function typeOf(type: string | undefined): Record<string, unknown> {
  const one = type?.replace(/\[\]$/, '') ?? '';
  if (/^(smallint|integer|real|double precision)$/.test(one)) return { type: ['number', 'null'] };
  if (one === 'bigint') return { type: ['string', 'null'], pattern: '^-?[0-9]+$' };
  if (one === 'boolean') return { type: ['boolean', 'null'] };
  if (one.startsWith('timestamp')) return { type: ['string', 'null'], format: 'date-time' };
  if (/^(text|uuid|character varying)/.test(one)) return { type: ['string', 'null'] };
  return {};
}
