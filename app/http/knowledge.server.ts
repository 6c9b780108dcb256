import { z } from 'zod';
import type { Account } from '#core/accounts/read-session.server.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { getGuildPlaces } from '#core/guilds/get-guild-places.server.ts';
import { getGap } from '#core/knowledge/get-gap.server.ts';
import { getNode } from '#core/knowledge/get-node.server.ts';
import { listDeleted } from '#core/knowledge/list-deleted.server.ts';
import { listGaps } from '#core/knowledge/list-gaps.server.ts';
import { listNodes } from '#core/knowledge/list-nodes.server.ts';
import { listPlaces } from '#core/knowledge/list-places.server.ts';
import { listRelations } from '#core/knowledge/list-relations.server.ts';
import { listVersions } from '#core/knowledge/list-versions.server.ts';
import { markStale } from '#core/knowledge/mark-stale.server.ts';
import { type KnowledgeNode, listSchema } from '#core/knowledge/schema.ts';
import { searchKnowledge } from '#core/knowledge/search-knowledge.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { GraphData, KnowledgeData, KnowledgeGuild, NewNodeData, NodeData } from '../components/knowledge/props.ts';
import type { Dependencies } from './dependencies.server.ts';

/** Listed at first; all of them on demand. */
const LISTED = 100;
const MOST_FOUND = 50;
const listDone = ['deleted', 'imported', 'dismissed'] as const;
const nodeDone = ['created', 'saved', 'related', 'unrelated', 'undone', 'back'] as const;

export function knowledgeGuild({ id, name, right }: OpenGuild): KnowledgeGuild {
  return { guild: { id, name }, mayWrite: right !== 'staff' };
}

/** All nodes, marked anew by what Discord says of channels and roles where some stand for those. */
async function readMarked(deps: Dependencies, guild: OpenGuild): Promise<KnowledgeNode[]> {
  const scope = { guildId: guild.id };
  const nodes = await listNodes(deps, scope);
  if (guild.right === 'staff' || !nodes.some(({ discordId }) => discordId !== null)) return nodes;
  const places = await getGuildPlaces(deps, guild.id);
  if (places === null || (await markStale(deps, scope, places)) === 0) return nodes;
  return listNodes(deps, scope);
}

export async function readKnowledge(
  deps: Dependencies,
  guild: OpenGuild,
  search: URLSearchParams,
): Promise<KnowledgeData> {
  const scope = { guildId: guild.id };
  const filter = listSchema.parse({
    words: search.get('q') ?? '',
    kind: search.get('kind') || null,
    stale: search.has('stale'),
  });
  const all = await readMarked(deps, guild);
  const asked = filter.words === '' ? null : { words: filter.words, limit: MOST_FOUND };
  const listed = asked
    ? (await searchKnowledge(deps.db, scope, asked)).map(({ node, along }) => ({ ...node, along }))
    : all.map((node) => ({ ...node, along: [] }));
  const fitting = listed.filter(
    (node) => (filter.kind === null || node.kind === filter.kind) && (!filter.stale || node.stale !== null),
  );
  const count = (name: string) => Number.parseInt(search.get(name) ?? '', 10) || 0;
  return {
    ...knowledgeGuild(guild),
    filter,
    nodes: search.get('all') === '1' ? fitting : fitting.slice(0, LISTED),
    fitting: fitting.length,
    isEmpty: all.length === 0,
    deleted: await listDeleted(deps, scope),
    gaps: await listGaps(deps, scope),
    done: listDone.find((one) => one === search.get('done')) ?? null,
    counts: { added: count('added'), changed: count('changed') },
  };
}

/** What a new entry begins with: nothing, or what was asked in vain. */
export async function readNewNode(deps: Dependencies, guild: OpenGuild, search: URLSearchParams): Promise<NewNodeData> {
  const asked = z.uuid().safeParse(search.get('gap'));
  const gap = asked.success ? await getGap(deps, { guildId: guild.id, gapId: asked.data }) : null;
  return { ...knowledgeGuild(guild), gap };
}

export async function readNodePage(
  deps: Dependencies,
  { guild, account, nodeId }: { guild: OpenGuild; account: Account; nodeId: string },
  search: URLSearchParams,
): Promise<NodeData> {
  const asked = { guildId: guild.id, nodeId };
  const { node, neighbours } = await getNode(deps, asked);
  const versions = await listVersions(deps.db, asked);
  if (node.deletedAt && versions.length === 0) throw new AppError('not_found', 'nothing is left of it');
  const others = (await listNodes(deps, { guildId: guild.id })).filter(({ id }) => id !== nodeId);
  return {
    ...knowledgeGuild(guild),
    // Who keeps it is said in so many words; the id stays here.
    node: { ...node, ownerId: null },
    keeper: node.ownerId === null ? null : node.ownerId === account.id ? 'you' : 'another',
    neighbours,
    versions,
    others: others.map(({ id, kind, title }) => ({ id, kind, title })),
    done: nodeDone.find((one) => one === search.get('done')) ?? null,
  };
}

export async function readGraph(deps: Dependencies, guild: OpenGuild): Promise<GraphData> {
  const scope = { guildId: guild.id };
  const nodes = await readMarked(deps, guild);
  return {
    ...knowledgeGuild(guild),
    nodes: nodes.map(({ id, kind, title, stale }) => ({ id, kind, title, stale: stale !== null })),
    relations: await listRelations(deps.db, scope),
    places: await listPlaces(deps.db, scope),
  };
}
