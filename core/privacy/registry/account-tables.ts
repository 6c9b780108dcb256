import type { ColumnEntry, TableEntry } from '../schema.ts';
import { person, table } from './table.ts';

const ofRole: Omit<ColumnEntry, 'holds'> = {
  subject: person('account_id'),
  purpose: 'accountability',
  source: 'staff',
  retention: 'account',
  export: 'included',
  erase: 'delete-row',
};
const ofAccess: Omit<ColumnEntry, 'holds'> = {
  subject: { of: 'people', columns: ['staff_id', 'person_id'] },
  purpose: 'accountability',
  source: 'own',
  retention: 'staff-access',
  export: 'included',
  erase: 'keep',
};
const ofDenial: Omit<ColumnEntry, 'holds'> = {
  subject: person('account_id'),
  purpose: 'accountability',
  source: 'own',
  retention: 'access-watch',
  export: 'included',
  erase: 'delete-row',
};

const ofMail: Omit<ColumnEntry, 'holds'> = {
  subject: person('account_id'),
  purpose: 'notify',
  also: 'tell-changes',
  source: 'own',
  retention: 'account',
  export: 'included',
  erase: 'with-parent',
};

/** Staff, what they opened, who was refused, and the mails that people chose. */
export const accountTables: Record<string, TableEntry> = {
  'public.staff_member': table('A role that somebody has here.', ofRole, {
    account_id: { source: 'discord' },
    role: { holds: 'support, moderator, privacy or admin' },
    given_by: { subject: person('given_by'), erase: 'cut-out' },
    given_at: { source: 'own' },
  }),
  'public.staff_access': table('That staff opened what is kept of a person or a guild.', ofAccess, {
    id: {},
    staff_id: { subject: person('staff_id') },
    role: { holds: 'the role under which it was opened' },
    person_id: { subject: person('person_id') },
    guild_id: {},
    reason: { source: 'staff', holds: 'reason in the words of staff' },
    opened_at: {},
    ends_at: {},
    closed_at: {},
  }),
  'public.staff_view': table('A page that staff saw of what they had opened.', ofAccess, {
    access_id: {},
    page: { holds: 'end of the address of a page of ours' },
    staff_id: { subject: person('staff_id') },
    person_id: { subject: person('person_id') },
    guild_id: {},
    views: {},
    first_at: {},
    last_at: {},
  }),
  'public.access_denial': table('How often somebody was refused in a minute.', ofDenial, {
    account_id: { source: 'discord' },
    minute: {},
    denials: {},
  }),
  'public.mail_choice': table('A kind of mail that a person chose to get.', ofMail, {
    account_id: { source: 'discord' },
    topic: { source: 'person', holds: 'code of the kind of mail' },
    chosen_at: {},
  }),
  'public.mail_outbox': table(
    'A mail that is to be sent, or was; without the address and the words.',
    {
      ...ofMail,
      retention: 'mail',
    },
    {
      id: {},
      account_id: { source: 'discord' },
      topic: { holds: 'code of the kind of mail' },
      key: { holds: 'what the mail tells of: a code and an id' },
      facts: {
        keys: ['at', 'policy', 'number', 'effective'],
        holds: 'the time, or the version of a policy, that the mail speaks of',
      },
      queued_at: {},
      due_at: {},
      attempts: {},
      sent_at: {},
      given_up_at: {},
      failure: { holds: 'code of why it was given up' },
    },
  ),
};
