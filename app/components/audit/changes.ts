import type { AuditRow } from '#core/audit/schema.ts';
import type { Say } from '../ui/words.ts';

/** What a record says of the change: each value that was and is, and what else stands there, a line each. */
export function listChanges(
  { before, after, detail }: Pick<AuditRow, 'before' | 'after' | 'detail'>,
  t: Say,
): string[] {
  const written = (value: unknown) =>
    value === undefined || value === null
      ? t('accounts:audit.nothing')
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return [
    ...names.map((name) =>
      t('accounts:audit.changed', { name, before: written(before?.[name]), after: written(after?.[name]) }),
    ),
    ...Object.entries(detail).map(([name, value]) => t('accounts:audit.value', { name, value: written(value) })),
  ];
}
