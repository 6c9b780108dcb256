import type { NodeKind, RelationType, StaleReason } from './schema.ts';

type Pairs = Readonly<Record<RelationType, readonly (readonly [from: readonly NodeKind[], to: readonly NodeKind[]])[]>>;

/** Which relations make sense between which kinds. */
const pairs: Pairs = {
  about: [
    [
      ['rule', 'question', 'event', 'link'],
      ['topic', 'channel', 'role', 'event'],
    ],
  ],
  answers: [[['rule', 'link', 'event', 'channel', 'role', 'topic'], ['question']]],
  'belongs-to': [
    [['topic', 'channel', 'role', 'event', 'rule'], ['topic']],
    [['channel'], ['channel']],
  ],
  'applies-in': [[['rule', 'role', 'event'], ['channel']]],
  'needs-role': [[['channel', 'event', 'question', 'link'], ['role']]],
  'leads-to': [
    [['link', 'topic', 'question', 'event', 'role', 'channel'], ['channel']],
    [['question', 'topic', 'event', 'channel'], ['link']],
    [['link'], ['topic', 'event']],
    [['question'], ['question']],
  ],
};

/** Whether a relation of this type may lead from one kind of node to another. */
export function mayRelate(from: NodeKind, type: RelationType, to: NodeKind): boolean {
  return pairs[type].some(([froms, tos]) => froms.includes(from) && tos.includes(to));
}

/** The types that may lead from one kind to another, most telling first. */
export function typesBetween(from: NodeKind, to: NodeKind): RelationType[] {
  const order: readonly RelationType[] = ['answers', 'about', 'belongs-to', 'applies-in', 'needs-role', 'leads-to'];
  return order.filter((type) => mayRelate(from, type, to));
}

/**
 * Whether a node may not hold any more. What was seen at Discord comes first; a day of review counts from its beginning (UTC).
 * @param marked what was seen of its channel or role
 */
export function staleOf(
  marked: { why: 'gone' | 'renamed'; since: Date } | null,
  reviewOn: string | null,
  nowMs: number,
): { why: StaleReason; since: Date } | null {
  if (marked) return marked;
  if (reviewOn === null) return null;
  const since = new Date(`${reviewOn}T00:00:00Z`);
  return since.getTime() <= nowMs ? { why: 'review', since } : null;
}
