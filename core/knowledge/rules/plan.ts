import { mayRelate } from '../rules.ts';
import { type NodeKind, type NodeSource, type NodeState, stateSchema } from '../schema.ts';
import type { FileNode } from './files.ts';

export interface HeldNode {
  id: string;
  state: NodeState;
  /** Deleted nodes are not brought back by an import. */
  deleted: boolean;
}

export interface PlannedChange {
  id: string;
  before: NodeState | null;
  after: NodeState;
}

/** What an import would do, and what of it it leaves out. */
export interface ImportPlan {
  added: PlannedChange[];
  changed: PlannedChange[];
  /** Titles of what stays as it is. */
  same: string[];
  /** Relations to something that is neither in the file nor in the guild, or that make no sense. */
  unrelated: number;
}

const keyOf = (kind: NodeKind, title: string) => `${kind} ${title.toLowerCase()}`;

/**
 * What nodes of a file or of a guild's structure change of a graph. A node is found again by its Discord id, by its id, or by
 * kind and title: importing the same twice changes nothing. Relations are added and never taken away.
 * @param newId makes the id of a node that is added
 */
export function planImport(
  nodes: readonly FileNode[],
  held: readonly HeldNode[],
  source: NodeSource,
  newId: () => string,
): ImportPlan {
  const live = held.filter(({ deleted }) => !deleted);
  const byId = new Map(live.map((node) => [node.id, node]));
  const byPlace = new Map(
    live.flatMap((node) => (node.state.discordId ? [[node.state.discordId, node] as const] : [])),
  );
  const byTitle = new Map<string, HeldNode[]>();
  for (const node of live) {
    const key = keyOf(node.state.kind, node.state.title);
    byTitle.set(key, [...(byTitle.get(key) ?? []), node]);
  }
  const targets = new Map<string, { id: string; kind: NodeKind; before: HeldNode | null }>();
  const taken = new Set<string>();
  for (const node of nodes) {
    const twins = byTitle.get(keyOf(node.kind, node.title)) ?? [];
    const found = [
      node.discordId ? byPlace.get(node.discordId) : undefined,
      byId.get(node.id),
      ...twins.filter(({ state }) => state.text === node.text),
      ...twins,
    ].find(
      (one) =>
        one &&
        one.state.kind === node.kind &&
        !taken.has(one.id) &&
        (one.state.discordId === null || node.discordId === null || one.state.discordId === node.discordId),
    );
    if (found) taken.add(found.id);
    targets.set(node.id, { id: found?.id ?? newId(), kind: node.kind, before: found ?? null });
  }
  const plan: ImportPlan = { added: [], changed: [], same: [], unrelated: 0 };
  for (const node of nodes) {
    const target = targets.get(node.id);
    if (!target) continue;
    const before = target.before?.state ?? null;
    const relations = [...(before?.relations ?? [])];
    for (const { type, to } of node.relations) {
      const other = targets.get(to) ?? (byId.has(to) ? { id: to, kind: byId.get(to)?.state.kind ?? node.kind } : null);
      if (!other || other.id === target.id || !mayRelate(node.kind, type, other.kind)) plan.unrelated += 1;
      else if (!relations.some((one) => one.type === type && one.to === other.id))
        relations.push({ type, to: other.id });
    }
    // What a channel or role is for is people's to write: its structure brings the name alone.
    const after: NodeState = {
      kind: node.kind,
      title: node.title,
      text: source === 'structure' && before ? before.text : node.text,
      source: before?.source ?? source,
      reviewOn: source === 'structure' && before ? before.reviewOn : node.reviewOn,
      discordId: isPlace(node.kind) ? (node.discordId ?? before?.discordId ?? null) : null,
      relations,
    };
    if (before === null) plan.added.push({ id: target.id, before, after });
    else if (isSame(before, after)) plan.same.push(node.title);
    else plan.changed.push({ id: target.id, before, after });
  }
  return plan;
}

const isPlace = (kind: NodeKind) => kind === 'channel' || kind === 'role';

function isSame(before: NodeState, after: NodeState): boolean {
  const plain = ({ relations, ...state }: NodeState) =>
    JSON.stringify(stateSchema.parse({ ...state, relations: [] })) + relations.length;
  return plain(before) === plain(after);
}
