import type { PurposeReach } from '#core/platform/purpose-guard.ts';
import type { Purpose } from '#core/platform/purposes.ts';
import { listColumns } from './registry.ts';
import { purposesOf } from './schema.ts';

/** For what each table about people is kept: by the registry, so that what it says is what statements may do. */
function tablesAboutPeople(): Record<string, readonly Purpose[]> {
  const tables: Record<string, Purpose[]> = {};
  const personal = new Set(
    listColumns()
      .filter(({ subject }) => subject.of === 'person' || subject.of === 'people')
      .map(({ table }) => table),
  );
  for (const column of listColumns()) {
    if (!personal.has(column.table)) continue;
    const before = tables[column.table] ?? [];
    tables[column.table] = [...new Set([...before, ...purposesOf(column)])];
  }
  return tables;
}

export const purposeReach: PurposeReach = {
  tables: tablesAboutPeople(),
  functions: {
    'analytics.messages_of': ['analytics.message_pack', 'analytics.objection'],
    'analytics.voice_of': ['analytics.voice_pack', 'analytics.objection'],
  },
  // What the law asks of all that is kept: rights, deletion in time, looking whether it is so.
  everything: ['keep-promises'],
};
