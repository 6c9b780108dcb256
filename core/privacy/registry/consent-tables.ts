import type { ColumnEntry, TableEntry } from '../schema.ts';
import { nobody, person, table } from './table.ts';

const ofConsent: Omit<ColumnEntry, 'holds'> = {
  subject: person('user_id'),
  purpose: 'show-consent',
  source: 'own',
  retention: 'account',
  export: 'included',
  erase: 'delete-row',
};
const ofReach: Omit<ColumnEntry, 'holds'> = {
  subject: nobody,
  purpose: 'show-consent',
  source: 'own',
  retention: 'operations',
  export: 'not-personal',
  erase: 'not-personal',
};

export const consentTables: Record<string, TableEntry> = {
  'public.consent_event': table('What a person answered when asked for consent.', ofConsent, {
    id: {},
    user_id: { source: 'discord' },
    purpose: { holds: 'code of what was asked' },
    version: {},
    outcome: { source: 'person', holds: 'given, refused or withdrawn' },
    locale: { holds: 'language tag in which it was asked' },
    surface: { holds: 'code of the page on which it was asked' },
    at: {},
  }),
  'public.consent_reach': table('Until when each process has heard of consents.', ofReach, {
    process_id: {},
    process: { holds: 'web, worker or the number of a cluster' },
    read_at: {},
  }),
};
