import { type Purpose, purposes } from '#core/platform/purposes.ts';
import type { PlacedColumn, TableEntry } from '#core/privacy/schema.ts';

export interface PrivacyTable {
  /** schema.table */
  table: string;
  about: string;
  columns: PlacedColumn[];
}

export interface PrivacyPurpose {
  purpose: Purpose;
  tables: PrivacyTable[];
}

/** The columns about people, by purpose and table, in the order of the register. */
export function listPurposes(
  byPurpose: ReadonlyMap<Purpose, readonly PlacedColumn[]>,
  registry: Readonly<Record<string, TableEntry>>,
): PrivacyPurpose[] {
  return purposes.flatMap((purpose) => {
    const columns = byPurpose.get(purpose) ?? [];
    const tables = [...new Set(columns.map(({ table }) => table))].map((table) => ({
      table,
      about: registry[table]?.about ?? table,
      columns: columns.filter((column) => column.table === table),
    }));
    return tables.length > 0 ? [{ purpose, tables }] : [];
  });
}
