import type { ColumnEntry, TableEntry } from '../schema.ts';
import { nobody, person, table } from './table.ts';

const ofNobody: Omit<ColumnEntry, 'holds'> = {
  subject: nobody,
  purpose: 'accountability',
  source: 'own',
  retention: 'record',
  export: 'not-personal',
  erase: 'not-personal',
};
const ofStaff = (column: string): Partial<ColumnEntry> => ({
  subject: person(column),
  source: 'staff',
  export: 'included',
  erase: 'keep',
});
const ofNotice: Omit<ColumnEntry, 'holds'> = {
  subject: person('account_id'),
  purpose: 'accountability',
  source: 'own',
  retention: 'account',
  export: 'included',
  erase: 'delete-row',
};

export const policiesTables: Record<string, TableEntry> = {
  'public.policy_posting': table(
    'Versions of the policies that were shown here.',
    { ...ofNobody, retention: 'infrastructure' },
    {
      policy: { holds: 'privacy or ai' },
      number: {},
      hash: { holds: 'SHA-256 of the version' },
      dated: {},
      effective: {},
      posted_at: {},
    },
  ),
  'public.notice_delivery': table('What a person with an account was told of, and when.', ofNotice, {
    account_id: { source: 'discord' },
    subject: { holds: 'number of a policy, or id of an incident' },
    channel: { holds: 'dashboard or mail' },
    planned_at: {},
    due_at: {},
    delivered_at: {},
    seen_at: {},
  }),
  'public.attestation': table('Promises that a member of staff vouched for.', ofNobody, {
    id: {},
    promise: { holds: 'id of a promise' },
    attested_by: ofStaff('attested_by'),
    reason: { ...ofStaff('attested_by'), holds: 'what was looked at, in the words of staff' },
    evidence_url: { source: 'staff', holds: 'address of a document about it' },
    attested_at: {},
    expires_at: {},
  }),
  'public.incident': table('What was lost or seen by somebody it should not be, and exercises of it.', ofNobody, {
    id: {},
    drill: {},
    noticed_at: { source: 'staff' },
    words: { source: 'staff', holds: 'what everybody may read about it; names nobody' },
    opened_by: ofStaff('opened_by'),
    opened_at: {},
    closed_at: {},
    closed_by: ofStaff('closed_by'),
    about: { source: 'staff', holds: 'data or ai' },
  }),
  'public.incident_notice': table('Who has to be told of an incident, and when they were.', ofNobody, {
    incident_id: {},
    audience: { holds: 'authority, people, discord, contained or review' },
    due_at: {},
    sent_at: {},
    sent_by: ofStaff('sent_by'),
    evidence: { ...ofStaff('sent_by'), holds: 'where the message can be found, in the words of staff' },
  }),
  'public.audit_plan': table('What staff look over on a set day, and what they found.', ofNobody, {
    id: {},
    promise: { holds: 'id of a promise' },
    subject: { source: 'staff', holds: 'what is looked over' },
    due_on: {},
    planned_by: ofStaff('planned_by'),
    planned_at: {},
    done_at: {},
    done_by: ofStaff('done_by'),
    findings: { ...ofStaff('done_by'), holds: 'what was found, in the words of staff' },
  }),
};
