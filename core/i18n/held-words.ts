import { english } from './english.ts';

type PartKey = keyof (typeof english)['privacy-centre']['part'];
type ColumnKey = keyof (typeof english)['privacy-centre']['column'];

/** The key of the own words of a table, given as schema.table, or null where it has none. */
export function tableKey(table: string): PartKey | null {
  const name = table.slice(table.indexOf('.') + 1);
  return name in english['privacy-centre'].part ? (name as PartKey) : null;
}

/** The key of a column's own words, or null where it has none. */
export function columnKey(column: string): ColumnKey | null {
  return column in english['privacy-centre'].column ? (column as ColumnKey) : null;
}
