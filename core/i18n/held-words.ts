import { spoken } from '#core/i18n/words.ts';
import type { Words } from './english.ts';
import { FALLBACK_LOCALE } from './rules.ts';

type Centre = Words['privacy-centre'];

/** The same keys in every language: a browser has those of its own. */
const centre = (): Partial<Centre> => spoken(FALLBACK_LOCALE).words['privacy-centre'] ?? {};

/** The key of the own words of a table, given as schema.table, or null where it has none. */
export function tableKey(table: string): keyof Centre['part'] | null {
  const name = table.slice(table.indexOf('.') + 1);
  return name in (centre().part ?? {}) ? (name as keyof Centre['part']) : null;
}

/** The key of a column's own words, or null where it has none. */
export function columnKey(column: string): keyof Centre['column'] | null {
  return column in (centre().column ?? {}) ? (column as keyof Centre['column']) : null;
}
