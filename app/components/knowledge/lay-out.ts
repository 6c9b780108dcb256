import { Graph, layout } from '@dagrejs/dagre';
import type { GraphData } from './props.ts';

export const NODE_WIDTH = 180;
export const NODE_HEIGHT = 52;
const GAP = 24;
const COLUMNS = 6;

/** Where nodes stand: where somebody put them, else by their relations, and those without any in rows below. */
export function layOut({ nodes, relations, places }: Pick<GraphData, 'nodes' | 'relations' | 'places'>) {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: GAP, ranksep: 6 * GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  const related = new Set(relations.flatMap(({ fromId, toId }) => [fromId, toId]));
  for (const { id } of nodes) if (related.has(id)) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const { fromId, toId } of relations) graph.setEdge(fromId, toId);
  if (related.size > 0) layout(graph);
  const bottom = related.size > 0 ? (graph.graph().height ?? 0) + 2 * GAP : 0;
  const put = new Map(places.map(({ id, x, y }) => [id, { x, y }]));
  let alone = 0;
  return new Map(
    nodes.map(({ id }) => {
      const own = put.get(id);
      if (own) return [id, own] as const;
      if (related.has(id)) {
        const { x, y } = graph.node(id);
        return [id, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }] as const;
      }
      const at = alone++;
      return [
        id,
        {
          x: (at % COLUMNS) * (NODE_WIDTH + GAP),
          y: bottom + Math.floor(at / COLUMNS) * (NODE_HEIGHT + GAP),
        },
      ] as const;
    }),
  );
}
