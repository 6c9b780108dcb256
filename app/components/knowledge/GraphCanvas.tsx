import '@xyflow/react/dist/base.css';
import './graph.css';
import { useFetcher, useNavigate } from '@remix-run/react';
import { type Connection, Controls, type Edge, MarkerType, type Node, ReactFlow, useNodesState } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { typesBetween } from '#core/knowledge/rules.ts';
import { paths } from '../paths.ts';
import { useWords } from '../ui/words.ts';
import { layOut, NODE_HEIGHT, NODE_WIDTH } from './lay-out.ts';
import type { GraphData, KnowledgeProblem } from './props.ts';

/** Handles stay on their sides, as the layout reads from left to right. */
const sides = { sourcePosition: 'right', targetPosition: 'left' } as const;

/** The graph, drawn: drag to arrange, drag between two to relate, open with a double click or Enter. */
export default function GraphCanvas({ data }: { data: GraphData }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const fetcher = useFetcher<KnowledgeProblem | null>();
  const [said, say] = useState('');
  const drawn = useMemo(() => drawNodes(data, (kind) => t(`knowledge:kind.${kind}`)), [data, t]);
  const [nodes, setNodes, onNodesChange] = useNodesState(drawn);
  useEffect(() => setNodes(drawn), [drawn, setNodes]);
  useEffect(() => {
    if (fetcher.state !== 'idle' || !fetcher.data) return;
    say(fetcher.data.conflict ? t(`knowledge:conflict.${fetcher.data.conflict}`) : t('knowledge:graph.failed'));
  }, [fetcher.state, fetcher.data, t]);
  const edges = useMemo(
    () =>
      data.relations.map(
        ({ fromId, type, toId }): Edge => ({
          id: `${fromId} ${type} ${toId}`,
          source: fromId,
          target: toId,
          label: t(`knowledge:relation.${type}.out`),
          markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--color-edge)' },
          focusable: false,
        }),
      ),
    [data.relations, t],
  );
  const kinds = new Map(data.nodes.map((node) => [node.id, node]));
  const open = (id: string) => navigate(paths.knowledgeNode(data.guild.id, id));
  const keep = (moved: readonly Node[]) => {
    const places = moved.map(({ id, position }) => ({ id, x: Math.round(position.x), y: Math.round(position.y) }));
    fetcher.submit({ intent: 'place', places: JSON.stringify(places) }, { method: 'post' });
    say(t('knowledge:graph.saved'));
  };
  const typeOf = ({ source, target }: { source: string; target: string }) => {
    const [from, to] = [kinds.get(source), kinds.get(target)];
    return from && to && source !== target ? typesBetween(from.kind, to.kind)[0] : undefined;
  };
  const relate = (connection: Connection) => {
    const type = typeOf(connection);
    if (!type) return say(t('knowledge:graph.noWay'));
    fetcher.submit(
      { intent: 'relate', fromId: connection.source, type, otherId: connection.target },
      { method: 'post' },
    );
    say(
      t('knowledge:graph.related', {
        from: kinds.get(connection.source)?.title ?? '',
        relation: t(`knowledge:relation.${type}.out`),
        to: kinds.get(connection.target)?.title ?? '',
      }),
    );
  };
  return (
    <section aria-label={t('knowledge:graph.picture')} className="relative size-full">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        onNodesChange={onNodesChange}
        onNodeDragStop={(_event, _node, moved) => keep(moved)}
        onNodeDoubleClick={(_event, node) => open(node.id)}
        onKeyDown={(event) => {
          const id = (event.target as Element).closest('.react-flow__node')?.getAttribute('data-id');
          if (event.key === 'Enter' && id) open(id);
        }}
        onConnect={relate}
        nodesDraggable={data.mayWrite}
        nodesConnectable={data.mayWrite}
        deleteKeyCode={null}
        minZoom={0.1}
        fitView
        fitViewOptions={{ maxZoom: 1 }}
        proOptions={{ hideAttribution: true }}
      >
        <Controls showInteractive={false} />
      </ReactFlow>
      <p
        role="status"
        className="absolute start-3 top-3 z-10 rounded-md bg-raised px-2 text-12 text-ink-soft empty:hidden"
      >
        {said}
      </p>
    </section>
  );
}

function drawNodes(data: GraphData, nameOf: (kind: GraphData['nodes'][number]['kind']) => string): Node[] {
  const places = layOut(data);
  return data.nodes.map((node) => ({
    id: node.id,
    position: places.get(node.id) ?? { x: 0, y: 0 },
    width: NODE_WIDTH,
    height: NODE_HEIGHT,
    ...(sides as Pick<Node, 'sourcePosition' | 'targetPosition'>),
    className: node.stale ? 'stale' : '',
    ariaLabel: `${nameOf(node.kind)}: ${node.title}`,
    data: {
      label: (
        <>
          <span className="block truncate">{node.title}</span>
          <span className="block text-12 text-ink-faint">{nameOf(node.kind)}</span>
        </>
      ),
    },
  }));
}
