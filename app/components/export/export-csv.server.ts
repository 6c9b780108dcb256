import { stringify } from 'csv-stringify/sync';
import { type RecordKind, recordSchemas } from '#core/analytics/records.ts';
import type { ColumnDefinition } from './definitions.server.ts';

type Cell = string | number | null;

/** Excel reads a file as UTF-8 only where it begins so. Files of digits and ASCII go without it. */
const BYTE_ORDER_MARK = '\uFEFF';
const withWords: ReadonlySet<RecordKind> = new Set(['channels']);

/** Written with a number sign: as numbers, a spreadsheet would round them to 15 digits. */
const ids: ReadonlySet<string> = new Set(['channel_id', 'parent_id']);

/**
 * Records as CSV, page by page: one name a column whatever the language, nothing for what is unknown. A text that a
 * spreadsheet would run as a formula begins with an apostrophe. Source of the format: RFC 4180; of the danger: OWASP,
 * "CSV Injection".
 */
export async function* recordsCsv(
  kind: RecordKind,
  pages: AsyncIterable<readonly Record<string, Cell>[]>,
): AsyncGenerator<string> {
  const columns = Object.keys(recordSchemas[kind].shape);
  yield (withWords.has(kind) ? BYTE_ORDER_MARK : '') + lines([columns]);
  for await (const records of pages)
    yield lines(records.map((record) => columns.map((column) => cellOf(column, record[column] ?? null))));
}

/** The meaning of every column, as a table of its own. */
export function definitionsCsv(definitions: readonly ColumnDefinition[]): string {
  return (
    BYTE_ORDER_MARK +
    lines([
      ['file', 'column', 'definition'],
      ...definitions.map(({ kind, column, definition }) => [`${kind}.csv`, column, definition]),
    ])
  );
}

function cellOf(column: string, value: Cell): Cell {
  return value !== null && ids.has(column) ? `#${value}` : value;
}

function lines(rows: readonly (readonly Cell[])[]): string {
  return stringify(rows as Cell[][], { record_delimiter: '\r\n', escape_formulas: true });
}
