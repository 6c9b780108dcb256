import type { Clock } from '#core/platform/clock.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { Asked } from '#core/platform/db.server.ts';
import { listNodes } from './list-nodes.server.ts';
import { listRelations } from './list-relations.server.ts';
import { type Hit, liftByGraph } from './rules/lift.ts';
import { stemOf, termsOf } from './rules/terms.ts';
import type { KnowledgeNode, Neighbour, NodeKind } from './schema.ts';

/** So many different words of a query are looked for. */
const MOST_WORDS = 24;
/** What comes along with a hit. */
const ALONG: ReadonlySet<NodeKind> = new Set(['channel', 'role', 'topic', 'question']);
const MOST_ALONG = 8;

export interface Found {
  node: KnowledgeNode;
  /** Higher is better; of this query alone. */
  score: number;
  /** Channels, roles and topics that it belongs to, and what answers it or is answered by it. */
  along: Neighbour[];
}

/**
 * What a guild knows about some words, best first. Words count in any order and language, and by how they begin; those in
 * titles and those that few nodes hold count more, and nodes lift their neighbours (`rules/lift.ts`). What may not hold any
 * more is marked and sinks.
 * @param options.alone leaves the relations out, to see what they are worth
 */
export async function searchKnowledge(
  db: Asked,
  { guildId }: { guildId: string },
  { words, limit }: { words: string; limit: number },
  options: { clock?: Clock; alone?: boolean } = {},
): Promise<Found[]> {
  const clock = options.clock ?? systemClock;
  const terms = [...new Set(termsOf(words))].slice(0, MOST_WORDS);
  if (terms.length === 0) return [];
  const { rows } = await db.for('serve-guild').pool.query<Hit & { among: number; nodes: number }>(
    `WITH node AS MATERIALIZED (SELECT id, search FROM knowledge_node WHERE guild_id = $1 AND deleted_at IS NULL),
          hit AS (
            SELECT n.id, (w.place - 1)::int4 AS word,
                   CASE WHEN n.search @@ (w.exact || ':A')::tsquery THEN 3.0
                        WHEN n.search @@ w.titled::tsquery THEN 2.2
                        WHEN n.search @@ w.exact::tsquery THEN 1.5 ELSE 1.0 END::float8 AS weight
              FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS w(exact, loose, titled, place)
              JOIN node n ON n.search @@ w.loose::tsquery)
     SELECT id, word, weight, (count(*) OVER (PARTITION BY word))::int4 AS among,
            (SELECT count(*)::int4 FROM node) AS nodes FROM hit`,
    [
      guildId,
      terms.map((term) => `'${term}'`),
      terms.map((term) => looseOf(term)),
      terms.map((term) => looseOf(term, 'A')),
    ],
  );
  const rarity: number[] = [];
  for (const { word, among, nodes } of rows) rarity[word] = Math.log(1 + (nodes - among + 0.5) / (among + 0.5));
  if (rows.length === 0) return [];
  const relations = await listRelations(db, { guildId });
  const stale = await listStale({ db, clock }, guildId);
  const scores = [...liftByGraph(rows, options.alone ? [] : relations, rarity, stale)]
    .sort(([a, own], [b, other]) => other - own || (a < b ? -1 : 1))
    .slice(0, limit);
  const found = new Set(scores.map(([id]) => id));
  const near = relations.filter(({ fromId, toId }) => found.has(fromId) || found.has(toId));
  const ids = new Set([...found, ...near.flatMap(({ fromId, toId }) => [fromId, toId])]);
  const byId = new Map((await listNodes({ db, clock }, { guildId }, [...ids])).map((node) => [node.id, node]));
  return scores.flatMap(([id, score]) => {
    const node = byId.get(id);
    if (!node) return [];
    const along = near.flatMap(({ fromId, type, toId }): Neighbour[] => {
      const other = byId.get(fromId === id ? toId : toId === id ? fromId : '');
      if (!other || !(ALONG.has(other.kind) || type === 'answers')) return [];
      return [{ type, way: fromId === id ? 'out' : 'in', id: other.id, kind: other.kind, title: other.title }];
    });
    return [{ node, score, along: along.slice(0, MOST_ALONG) }];
  });
}

/** Ids of nodes of a guild that may not hold any more. */
async function listStale({ db, clock }: { db: Asked; clock: Clock }, guildId: string): Promise<Set<string>> {
  const { rows } = await db.for('serve-guild').pool.query<{ id: string }>(
    `SELECT id FROM knowledge_node
      WHERE guild_id = $1 AND deleted_at IS NULL AND (stale_why IS NOT NULL OR review_on <= $2::date)`,
    [guildId, new Date(clock.now()).toISOString().slice(0, 10)],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A term, or words that begin as it does, in Postgres's notation; of weight A: in titles alone. */
function looseOf(term: string, weight: '' | 'A' = ''): string {
  const stem = stemOf(term);
  if (stem !== null) return `'${stem}':*${weight}`;
  return weight === '' ? `'${term}'` : `'${term}':${weight}`;
}
