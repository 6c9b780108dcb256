import type { ColumnEntry, TableEntry } from '../schema.ts';
import { person, table } from './table.ts';

const ofPerson: Omit<ColumnEntry, 'holds'> = {
  subject: person('person_id'),
  purpose: 'use-model',
  source: 'own',
  retention: 'ai-chat',
  export: 'included',
  erase: 'delete-row',
};

export const assistantTables: Record<string, TableEntry> = {
  'public.assistant_thread': table('A conversation with the assistant about a guild.', ofPerson, {
    id: {},
    person_id: { source: 'discord' },
    guild_id: { source: 'discord' },
    title: { source: 'person', holds: 'what it is called: the beginning of the first question, or what they wrote' },
    origin: { holds: 'dashboard or discord' },
    created_at: {},
    changed_at: {},
  }),
  'public.assistant_turn': table('A question to the assistant, and its answer.', ofPerson, {
    id: {},
    thread_id: {},
    person_id: { source: 'discord' },
    guild_id: { source: 'discord' },
    number: {},
    asked_at: {},
    question: { source: 'person', holds: 'what was asked' },
    answer: { holds: 'what was answered, by a model or by search and rules' },
    state: { holds: 'code of how the answer stands' },
    refusal: { holds: 'code of why no model was asked' },
    sources: {
      holds: 'what was read for the answer: totals, names of channels, entries of knowledge',
      keys: ['number', 'tool', 'path', 'range', 'from', 'to', 'facts', 'name', 'of', 'value', 'missing'],
    },
    unsupported: { holds: 'numbers of the answer that stand in none of its sources' },
    call_ids: { holds: 'ids of the requests to a model' },
    written_by: { holds: 'model or rules: who wrote the answer' },
    feedback: { source: 'person', holds: 'good or bad' },
  }),
  'public.assistant_expiry': table(
    'After how many days without a question a person’s conversations with the assistant end by themselves.',
    { ...ofPerson, source: 'person', retention: 'account' },
    { person_id: { source: 'discord' }, keep_days: {}, at: { source: 'own' } },
  ),
  'public.assistant_proposal': table('What the assistant proposed, and whether the person applied it.', ofPerson, {
    id: {},
    turn_id: {},
    person_id: { source: 'discord' },
    guild_id: { source: 'discord' },
    number: {},
    content: {
      holds: 'an entry of knowledge, a message or a setting',
      keys: ['kind', 'node', 'title', 'text', 'reviewOn', 'channelId', 'setting', 'value'],
    },
    state: { holds: 'open, applied or dismissed' },
    path: { holds: 'where what was made of it is' },
    decided_at: {},
  }),
};
