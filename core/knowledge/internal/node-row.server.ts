import { staleOf } from '../rules.ts';
import type { KnowledgeNode, NodeKind, NodeSource } from '../schema.ts';

export interface NodeRow {
  id: string;
  kind: NodeKind;
  title: string;
  text: string;
  source: NodeSource;
  ownerId: string | null;
  reviewOn: string | null;
  discordId: string | null;
  staleWhy: 'gone' | 'renamed' | null;
  staleSince: Date | null;
  revision: number;
  updatedAt: Date;
  deletedAt: Date | null;
}

/** What of `knowledge_node` a `NodeRow` is made of. */
export const NODE_COLUMNS = `id, kind, title, text, source, owner_id AS "ownerId",
  to_char(review_on, 'YYYY-MM-DD') AS "reviewOn", discord_id AS "discordId", stale_why AS "staleWhy",
  stale_since AS "staleSince", revision, updated_at AS "updatedAt", deleted_at AS "deletedAt"`;

export function nodeOf({ staleWhy, staleSince, ...row }: NodeRow, nowMs: number): KnowledgeNode {
  const marked = staleWhy && staleSince ? { why: staleWhy, since: staleSince } : null;
  return { ...row, stale: staleOf(marked, row.reviewOn, nowMs) };
}
