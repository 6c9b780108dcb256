import type { TableEntry } from '../schema.ts';
import { person, table } from './table.ts';

export const supportTables: Record<string, TableEntry> = {
  'public.contact_case': table(
    'What somebody wrote to those who run this instance, and the answer.',
    {
      subject: person('account_id'),
      purpose: 'answer-request',
      source: 'own',
      retention: 'case',
      export: 'included',
      erase: 'delete-row',
    },
    {
      id: {},
      secret_hash: { export: 'named', holds: 'SHA-256 of the secret under which the case is read' },
      account_id: { source: 'discord' },
      channel: { holds: 'form, command or mail' },
      topic: { source: 'person', holds: 'code of what it is about' },
      words: { source: 'person', holds: 'what was written' },
      received_at: {},
      due_at: {},
      answered_at: {},
      answered_by: { subject: person('answered_by'), source: 'staff', erase: 'cut-out' },
      answer: { source: 'staff', holds: 'the answer' },
    },
  ),
};
