import type {
  KnowledgeGap,
  KnowledgeNode,
  Neighbour,
  NodeFilter,
  NodeKind,
  NodeProblem,
  Relation,
  VersionView,
} from '#core/knowledge/schema.ts';

export interface KnowledgeGuild {
  guild: { id: string; name: string };
  /** False for staff who look: they change nothing. */
  mayWrite: boolean;
}

export interface ListedNode extends KnowledgeNode {
  /** What comes along with a hit. */
  along: Neighbour[];
}

export interface KnowledgeData extends KnowledgeGuild {
  filter: NodeFilter;
  nodes: ListedNode[];
  /** Of all that fit; fewer may be listed. */
  fitting: number;
  isEmpty: boolean;
  deleted: KnowledgeNode[];
  gaps: KnowledgeGap[];
  done: 'deleted' | 'imported' | 'dismissed' | null;
  counts: { added: number; changed: number };
}

export interface NewNodeData extends KnowledgeGuild {
  /** What was asked in vain, and the entry is to answer. */
  gap: { id: string; title: string } | null;
}

export interface NamedNode {
  id: string;
  kind: NodeKind;
  title: string;
}

export interface NodeData extends KnowledgeGuild {
  node: KnowledgeNode;
  /** Who keeps it right, for whom the page is. */
  keeper: 'you' | 'another' | null;
  neighbours: Neighbour[];
  versions: VersionView[];
  others: NamedNode[];
  done: 'created' | 'saved' | 'related' | 'unrelated' | 'undone' | 'back' | null;
}

export type NodeField = 'kind' | 'title' | 'text' | 'reviewOn' | 'type' | 'otherId' | 'fromId';
export type Conflict = 'nodes' | 'relations' | 'changed' | 'kind' | 'pair' | 'place';

/** What is wrong with the last form, and what it said. */
export interface KnowledgeProblem {
  intent: string;
  fields: Partial<Record<NodeField, NodeProblem>>;
  conflict: Conflict | null;
  values: Partial<Record<NodeField, string>>;
}

export interface GraphData extends KnowledgeGuild {
  nodes: (NamedNode & { stale: boolean })[];
  relations: Relation[];
  places: { id: string; x: number; y: number }[];
}
