import type { GraphData, KnowledgeData, NodeData } from '#app/components/knowledge/props.ts';
import type { KnowledgeNode, NodeKind, NodeState } from '#core/knowledge/schema.ts';
import { periods } from './period.ts';

/** Invented knowledge of a guild, for looking at its pages. */
const { guild } = periods.members;
const at = new Date(Date.UTC(2026, 10, 20, 9, 30));

const node = (id: string, kind: NodeKind, title: string, text = '', more: Partial<KnowledgeNode> = {}) => ({
  id,
  kind,
  title,
  text,
  source: 'written' as const,
  ownerId: null,
  reviewOn: null,
  discordId: null,
  stale: null,
  revision: 3,
  updatedAt: at,
  deletedAt: null,
  ...more,
});

const nodes = [
  node('1', 'topic', 'Drawing', 'Everything that is made with a pencil, a brush or a tablet.'),
  node('2', 'channel', 'gallery', 'Finished pictures only.', { stale: { why: 'renamed', since: at } }),
  node('3', 'role', 'Artist'),
  node('4', 'question', 'How do I become an Artist?', 'Post five pieces and ask for a review.\nIt takes three days.'),
  node('5', 'rule', 'Name the artist', 'Nothing that somebody else made without a link to them.'),
  node('6', 'link', 'Free brushes', 'https://example.com/brushes'),
];
const relations: GraphData['relations'] = [
  { fromId: '4', type: 'about', toId: '2' },
  { fromId: '4', type: 'needs-role', toId: '3' },
  { fromId: '2', type: 'belongs-to', toId: '1' },
  { fromId: '5', type: 'applies-in', toId: '2' },
];
const shared = { guild, mayWrite: true };
const words = (text: string): NodeState => ({
  kind: 'question',
  title: 'How do I become an Artist?',
  text,
  source: 'written',
  reviewOn: null,
  discordId: null,
  relations: [],
});

export const knowledgeList: KnowledgeData = {
  ...shared,
  filter: { words: 'artist', kind: null, stale: false },
  nodes: nodes.map((one) => ({
    ...one,
    along:
      one.id === '4'
        ? [
            { type: 'about', way: 'out', id: '2', kind: 'channel', title: 'gallery' },
            { type: 'needs-role', way: 'out', id: '3', kind: 'role', title: 'Artist' },
          ]
        : [],
  })),
  fitting: nodes.length,
  isEmpty: false,
  gaps: [
    { id: '11111111-1111-4111-8111-111111111111', title: 'When is the next art market?', asked: 3, askedAt: at },
    { id: '11111111-1111-4111-8111-111111111112', title: 'May I post sketches of others?', asked: 1, askedAt: at },
  ],
  deleted: [node('9', 'event', 'Ink month', '', { deletedAt: at })],
  done: null,
  counts: { added: 0, changed: 0 },
};

export const knowledgeEmpty: KnowledgeData = { ...knowledgeList, nodes: [], fitting: 0, isEmpty: true, deleted: [] };

export const knowledgeNode: NodeData = {
  ...shared,
  node: node('2', 'channel', 'gallery', 'Finished pictures only.', { stale: { why: 'renamed', since: at } }),
  keeper: 'you',
  neighbours: [
    { type: 'belongs-to', way: 'out', id: '1', kind: 'topic', title: 'Drawing' },
    { type: 'applies-in', way: 'in', id: '5', kind: 'rule', title: 'Name the artist' },
  ],
  versions: [
    { number: 3, what: 'related', by: 'Marguerite', at, before: words('Ask.'), after: words('Ask.') },
    { number: 2, what: 'changed', by: null, at, before: words('Just ask.'), after: words('Ask.') },
    { number: 1, what: 'created', by: 'Marguerite', at, before: null, after: words('Just ask.') },
  ],
  others: nodes.map(({ id, kind, title }) => ({ id, kind, title })),
  done: null,
};

export const knowledgeGraph: GraphData = {
  ...shared,
  nodes: nodes.map(({ id, kind, title, stale }) => ({ id, kind, title, stale: stale !== null })),
  relations,
  places: [],
};
