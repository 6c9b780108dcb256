import type { ColumnEntry, TableEntry } from '../schema.ts';
import { guild, nobody, person, table } from './table.ts';

const ofNobody: Omit<ColumnEntry, 'holds'> = {
  subject: nobody,
  purpose: 'use-model',
  source: 'own',
  retention: 'ai-call',
  export: 'not-personal',
  erase: 'not-personal',
};

export const aiTables: Record<string, TableEntry> = {
  'public.ai_call': table(
    'A request that was sent to a model: when, for what, to whom, which kinds of values; never what they said.',
    { ...ofNobody, subject: person('person_id'), export: 'included', erase: 'delete-row' },
    {
      id: {},
      feature: { holds: 'name of the use' },
      prompt_version: {},
      person_id: { source: 'discord' },
      guild_id: { source: 'discord' },
      fields: { holds: 'kinds of what was sent' },
      redacted: { holds: 'how many values were masked before it was sent' },
      model: { holds: 'name of the model' },
      vendor: { holds: 'name of the company that answered' },
      at: {},
      ended_at: {},
      outcome: { holds: 'open, done, cut, refused, failed, malformed or off-list' },
      tokens_in: {},
      tokens_out: {},
      reserved_nanos: { holds: 'billionths of a US dollar set aside for it' },
      cost_nanos: { holds: 'billionths of a US dollar that it cost' },
      generation_id: { holds: "the vendor's id of the answer" },
      pins: {
        holds: 'which companies were allowed to answer, and that they may neither keep it nor learn from it',
        keys: [
          ...['only', 'allow_fallbacks', 'data_collection', 'zdr', 'require_parameters', 'max_price'],
          ...['prompt', 'completion'],
        ],
      },
      judged: { source: 'person', holds: 'kept or overridden: what somebody made of the answer' },
    },
  ),
  'public.ai_sample': table(
    'An answer of a model that was chosen by chance for staff to look at, masked.',
    {
      ...ofNobody,
      subject: person('person_id'),
      retention: 'ai-sample',
      export: 'included',
      erase: 'delete-row',
    },
    {
      call_id: {},
      feature: { holds: 'name of the use' },
      person_id: { source: 'discord' },
      guild_id: { source: 'discord' },
      text: { holds: 'the answer, without addresses, numbers, secrets and names' },
      at: {},
      verdict: { source: 'staff', holds: 'good, wrong or harmful' },
      note: { source: 'staff', holds: 'in the words of staff' },
      reviewed_at: {},
    },
  ),
  'public.ai_evaluation': table(
    'How many questions of a set a model answered rightly; the questions are made up.',
    { ...ofNobody, retention: 'infrastructure' },
    {
      id: {},
      at: {},
      evaluation: { holds: 'name of the set' },
      feature: { holds: 'name of the use' },
      model: { holds: 'name of the model' },
      prompt_version: {},
      asked: {},
      right: {},
      failed: {},
      cost_nanos: { holds: 'billionths of a US dollar' },
    },
  ),
  'public.ai_feedback_week': table(
    'What people made of answers in a week, added up over ten people or more; who, nobody can tell.',
    { ...ofNobody, retention: 'infrastructure' },
    {
      feature: { holds: 'name of the use' },
      week: {},
      kept: { source: 'person' },
      overridden: { source: 'person' },
      people: {},
      added_at: {},
    },
  ),
  'public.ai_change': table(
    'What was changed because of what people said of answers, and of what.',
    { ...ofNobody, retention: 'infrastructure' },
    {
      id: {},
      at: {},
      feature: { holds: 'name of the use' },
      feedback_week: {},
      review_week: {},
      incident_id: {},
      words: { source: 'staff', holds: 'in the words of staff; names nobody' },
    },
  ),
  'public.ai_refusal': table('How often a use of a model was refused, and why.', ofNobody, {
    day: {},
    feature: { holds: 'name of the use' },
    reason: { holds: 'code of why' },
    refusals: {},
  }),
  'public.ai_switch': table(
    'Uses of models and vendors that staff switched off.',
    { ...ofNobody, retention: 'infrastructure' },
    {
      kind: { holds: 'all, feature or vendor' },
      name: { holds: 'of the use or the vendor' },
      off_at: {},
      reason: { source: 'staff', holds: 'in the words of staff; names nobody' },
    },
  ),
  'public.ai_opt_out': table(
    'That a person does not want a use of a model for themselves.',
    {
      ...ofNobody,
      subject: person('user_id'),
      source: 'person',
      retention: 'objection',
      export: 'included',
      erase: 'delete-row',
    },
    {
      user_id: { source: 'discord' },
      feature: { holds: 'name of the use, or improvement; empty for every use' },
      at: { source: 'own' },
    },
  ),
  'public.ai_guild_opt_out': table(
    'That a guild does not want a use of a model.',
    { ...ofNobody, subject: guild('guild_id'), source: 'person', retention: 'guild' },
    {
      guild_id: { source: 'discord' },
      feature: { holds: 'name of the use; empty for every use' },
      at: { source: 'own' },
    },
  ),
  'public.ai_key': table(
    'What a vendor had billed to a key when it was first used here.',
    { ...ofNobody, retention: 'infrastructure' },
    { key_hash: { holds: 'SHA-256 of the key' }, base_nanos: {}, since: {} },
  ),
};
