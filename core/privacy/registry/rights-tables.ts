import type { ColumnEntry, TableEntry } from '../schema.ts';
import { nobody, person, table } from './table.ts';

const ofRequest: Omit<ColumnEntry, 'holds'> = {
  subject: person('person_id'),
  purpose: 'answer-request',
  source: 'own',
  retention: 'request',
  export: 'included',
  erase: 'cut-out',
};
const ofNobody: Omit<ColumnEntry, 'holds'> = {
  ...ofRequest,
  subject: nobody,
  retention: 'infrastructure',
  export: 'not-personal',
  erase: 'not-personal',
};

export const rightsTables: Record<string, TableEntry> = {
  'public.rights_request': table('What a person asked for by their rights, and what became of it.', ofRequest, {
    id: {},
    asked_right: { source: 'person', holds: 'which right: export, correct, erase, object or restrict' },
    of: { source: 'person', holds: 'person or guild' },
    person_id: { source: 'discord' },
    guild_id: { source: 'discord' },
    purpose: { source: 'person', holds: 'code of the purpose it is about' },
    undo: { source: 'person' },
    words: { source: 'person', holds: 'what is wrong and what would be right, in the words of the person' },
    answer: { source: 'staff', holds: 'the answer in the words of staff' },
    surface: { holds: 'dashboard, discord, staff or system' },
    locale: { holds: 'language tag of the answer' },
    recipient: { export: 'named', holds: 'public key an export is sealed to' },
    state: { holds: 'open, running, done, held or failed' },
    reason: { holds: 'code of why it waits or failed' },
    asked_at: {},
    own_due_at: {},
    due_at: {},
    finished_at: {},
    receipt_number: {},
  }),
  'public.rights_step': table('How far a request is.', ofNobody, {
    request_id: {},
    place: {},
    name: { holds: 'code of the step' },
    state: { holds: 'waiting, running or done' },
    done: {},
    next_part: {},
    attempts: {},
    lease: {},
    lease_until: {},
    next_at: {},
    error: { holds: 'code of the last error' },
  }),
  'public.rights_count': table('How many rows of each table a request was about.', ofNobody, {
    request_id: {},
    table_name: { holds: 'name of a table' },
    rows: {},
  }),
  'public.rights_export': table(
    'A sealed file that waits for the person who asked for it.',
    { ...ofNobody, retention: 'export' },
    {
      request_id: {},
      file: { holds: 'name of the file: a random id' },
      bytes: {},
      sha256: { holds: 'SHA-256 of the sealed file' },
      rows: {},
      made_at: {},
      expires_at: {},
      deleted_at: {},
    },
  ),
  'public.erasure_tombstone': table('That somebody was erased, and until when what they did is refused.', ofNobody, {
    hash: { holds: 'hash of the ids under a key that is in no table; names nobody' },
    mark: {},
    until_ms: {},
  }),
};
