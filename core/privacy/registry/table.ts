import type { ColumnEntry, Subject, TableEntry } from '../schema.ts';

/** The person whose Discord id stands in `column` of the same row. */
export const person = (column: string): Subject => ({ of: 'person', column });
export const guild = (column: string): Subject => ({ of: 'guild', column });
export const nobody: Subject = { of: 'nobody' };

/**
 * A table whose columns share most of their rules. Every column is written out all the same, with what differs:
 * a column that nobody wrote down has no entry.
 */
export function table(
  about: string,
  shared: Omit<ColumnEntry, 'holds'>,
  columns: Record<string, Partial<ColumnEntry>>,
  options: { optional?: boolean } = {},
): TableEntry {
  return {
    about,
    optional: options.optional ?? false,
    columns: Object.fromEntries(Object.entries(columns).map(([name, own]) => [name, { ...shared, ...own }])),
  };
}
