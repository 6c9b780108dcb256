import type { TableEntry } from '../schema.ts';
import { nobody, person, table } from './table.ts';

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
  'public.under_age_report': table(
    'That somebody said that an account is of a person under age, and what staff decided.',
    {
      subject: person('person_id'),
      purpose: 'answer-request',
      source: 'own',
      retention: 'case',
      export: 'included',
      erase: 'delete-row',
    },
    {
      id: {},
      case_id: {},
      person_id: { source: 'person' },
      received_at: {},
      decision: { source: 'staff', holds: 'under-age or not-shown' },
      decided_at: {},
      decided_by: { subject: person('decided_by'), source: 'staff', erase: 'cut-out' },
      request_id: {},
    },
  ),
  'public.under_age_gate': table(
    'That staff decided that somebody is under age, so that no account is made for them.',
    {
      subject: nobody,
      purpose: 'show-notice',
      source: 'staff',
      retention: 'record',
      export: 'not-personal',
      erase: 'not-personal',
    },
    { hash: { holds: 'hash of the id under a key that is in no table; names nobody' }, since: {} },
  ),
};
