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
const ofReceipt: Omit<ColumnEntry, 'holds'> = { ...ofConsent, purpose: 'show-notice' };
const ofReach: Omit<ColumnEntry, 'holds'> = {
  subject: nobody,
  purpose: 'show-consent',
  source: 'own',
  retention: 'operations',
  export: 'not-personal',
  erase: 'not-personal',
};

const ofRefusal: Omit<ColumnEntry, 'holds'> = { ...ofReach, purpose: 'show-notice', retention: 'infrastructure' };

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
  'public.notice_receipt': table('That a person was told what is kept, before it was.', ofReceipt, {
    user_id: { source: 'discord' },
    version: {},
    locale: { holds: 'language tag in which it was told' },
    surface: { holds: 'code of the page on which it was told' },
    at_least: { source: 'person' },
    at: {},
  }),
  'public.age_refusal': table('How many people said that they are too young, by day.', ofRefusal, {
    day: {},
    refusals: {},
  }),
  'public.web_crawl': table(
    'What was last found on the pages of this site.',
    { ...ofReach, purpose: 'operate', retention: 'infrastructure' },
    {
      id: {},
      at: {},
      pages: {},
      cookies: { holds: 'names of the cookies that pages set' },
      hosts: { holds: 'other hosts that pages load from' },
      counter: { holds: 'code of where visits are counted' },
    },
  ),
  'public.consent_reach': table('Until when each process has heard of consents.', ofReach, {
    process_id: {},
    process: { holds: 'web, worker or the number of a cluster' },
    read_at: {},
  }),
};
