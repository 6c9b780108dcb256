import { type RecordKind, recordKinds, recordSchemas } from '#core/analytics/records.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';

export interface ColumnDefinition {
  kind: RecordKind;
  column: string;
  definition: string;
}

/** What a column of a kind of record means, in the reader's language. */
export function definitionOf(kind: RecordKind, column: string, locale: Locale): string {
  return String(speakerOf(locale).t(`export:column.${kind}.${column}` as 'export:column.days.date'));
}

/** What every column of every kind of record means. */
export function definitionsOf(locale: Locale): ColumnDefinition[] {
  return recordKinds.flatMap((kind) =>
    Object.keys(recordSchemas[kind].shape).map((column) => ({
      kind,
      column,
      definition: definitionOf(kind, column, locale),
    })),
  );
}
