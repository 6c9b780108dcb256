import type { ColumnEntry, TableEntry } from '../schema.ts';
import { guild, person, table } from './table.ts';

const ofGuild: Omit<ColumnEntry, 'holds'> = {
  subject: guild('guild_id'),
  purpose: 'serve-guild',
  source: 'own',
  retention: 'guild',
  export: 'not-personal',
  erase: 'not-personal',
};
/** Of an editor: their own id alone. */
const ofEditor = (column: string) =>
  ({ subject: person(column), source: 'discord', export: 'included', erase: 'cut-out' }) as const;

export const knowledgeTables: Record<string, TableEntry> = {
  'public.knowledge_node': table('Something that a guild’s community knows.', ofGuild, {
    guild_id: { source: 'discord' },
    id: {},
    kind: { holds: 'code of the kind' },
    title: { source: 'person', holds: 'title, or name of a channel or role; mentions of people are refused' },
    text: { source: 'person', holds: 'what is known; mentions of people are refused' },
    source: { holds: 'code of where it comes from' },
    owner_id: ofEditor('owner_id'),
    review_on: { source: 'person' },
    discord_id: { source: 'discord' },
    known_name: { source: 'discord', holds: 'name of a channel or role' },
    stale_since: {},
    stale_why: { holds: 'gone or renamed' },
    x: {},
    y: {},
    revision: {},
    search: { holds: 'words of the title and the text, for searching' },
    created_at: {},
    updated_at: {},
    deleted_at: { retention: 'knowledge-version' },
  }),
  'public.knowledge_gap': table(
    'What was asked about a guild and found nowhere. Who asked is not kept.',
    { ...ofGuild, retention: 'knowledge-gap' },
    {
      guild_id: { source: 'discord' },
      id: {},
      terms: { source: 'person', holds: 'words of the question, by which the same question is known' },
      title: { source: 'person', holds: 'the question; none in which something was masked' },
      asked: {},
      asked_at: {},
      dismissed_at: {},
    },
  ),
  'public.knowledge_relation': table('How two of them are related.', ofGuild, {
    guild_id: { source: 'discord' },
    from_id: {},
    type: { source: 'person', holds: 'code of the relation' },
    to_id: {},
  }),
  'public.knowledge_version': table(
    'A change of one of them: as it was and as it was since.',
    { ...ofGuild, retention: 'knowledge-version' },
    {
      guild_id: { source: 'discord' },
      node_id: {},
      number: {},
      what: { holds: 'code of what was done' },
      by_id: ofEditor('by_id'),
      at: {},
      before: {
        source: 'person',
        holds: 'the node as it was',
        keys: ['kind', 'title', 'text', 'source', 'reviewOn', 'discordId', 'relations', 'type', 'to'],
      },
      after: {
        source: 'person',
        holds: 'the node as it was since',
        keys: ['kind', 'title', 'text', 'source', 'reviewOn', 'discordId', 'relations', 'type', 'to'],
      },
    },
  ),
};
