import type { TableEntry } from '../schema.ts';
import { nobody, table } from './table.ts';

const ofNobody = {
  subject: nobody,
  purpose: 'operate',
  source: 'own',
  retention: 'infrastructure',
  export: 'not-personal',
  erase: 'not-personal',
} as const;

export const retentionTables: Record<string, TableEntry> = {
  'public.retention_reading': table('What was last seen of each class of how long things are kept.', ofNobody, {
    retention: { holds: 'name of a retention class' },
    oldest_at: {},
    due_at: {},
    place: { holds: 'name of a table' },
    measured_at: {},
  }),
  'public.purpose_use': table('How often the database was asked for something about people, by purpose.', ofNobody, {
    purpose: { holds: 'name of a purpose' },
    day: {},
    statements: {},
  }),
};
