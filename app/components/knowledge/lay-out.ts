import { Graph, layout } from '@dagrejs/dagre';
import type { GraphData } from './props.ts';

export const NODE_WIDTH = 180;
export const NODE_HEIGHT = 52;
const GAP = 24;
const RANK_GAP = 4 * GAP;

interface Drawn extends Pick<GraphData, 'relations' | 'places'> {
  nodes: readonly { id: string }[];
}

interface Place {
  x: number;
  y: number;
}

/** Nodes that lead to each other, in a rectangle of their own. */
interface Block {
  width: number;
  height: number;
  places: [id: string, place: Place][];
}

/**
 * Where nodes stand: where somebody put them, else by their relations. What is not related to each other fills rows that are
 * together about as wide as high, so that all of it can be read on a narrow screen, too.
 */
export function layOut({ nodes, relations, places }: Drawn): ReadonlyMap<string, Place> {
  const put = new Map<string, Place>(places.map(({ id, x, y }) => [id, { x, y }]));
  const blocks = related({ nodes, relations }).map((ids) => draw(ids, relations));
  for (const [id, place] of inRows(blocks)) if (!put.has(id)) put.set(id, place);
  return put;
}

/** Ids of nodes, together where relations lead from one to the other. */
function related({ nodes, relations }: Omit<Drawn, 'places'>): Set<string>[] {
  const groups = new Map(nodes.map(({ id }) => [id, new Set([id])]));
  for (const { fromId, toId } of relations) {
    const [from, to] = [groups.get(fromId), groups.get(toId)];
    if (!from || !to || from === to) continue;
    for (const id of to) groups.set(id, from.add(id));
  }
  return [...new Set(groups.values())];
}

function draw(ids: ReadonlySet<string>, relations: Drawn['relations']): Block {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: GAP, ranksep: RANK_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const { fromId, toId } of relations) if (ids.has(fromId)) graph.setEdge(fromId, toId);
  layout(graph);
  const middles = [...ids].map((id): [string, Place] => [id, graph.node(id)]);
  const left = Math.min(...middles.map(([, { x }]) => x));
  const top = Math.min(...middles.map(([, { y }]) => y));
  return {
    width: Math.max(...middles.map(([, { x }]) => x)) - left + NODE_WIDTH,
    height: Math.max(...middles.map(([, { y }]) => y)) - top + NODE_HEIGHT,
    places: middles.map(([id, { x, y }]) => [id, { x: x - left, y: y - top }]),
  };
}

function inRows(blocks: readonly Block[]): [id: string, place: Place][] {
  const area = blocks.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const most = Math.max(Math.sqrt(area), ...blocks.map(({ width }) => width));
  const row = { x: 0, y: 0, height: 0 };
  return blocks
    .toSorted((a, b) => b.height - a.height)
    .flatMap(({ width, height, places }) => {
      if (row.x > 0 && row.x + width > most) Object.assign(row, { x: 0, y: row.y + row.height + GAP, height: 0 });
      const { x, y } = row;
      const moved = places.map(([id, at]): [string, Place] => [id, { x: x + at.x, y: y + at.y }]);
      row.x += width + GAP;
      row.height = Math.max(row.height, height);
      return moved;
    });
}
