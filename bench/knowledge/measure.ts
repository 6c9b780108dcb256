import { importNodes } from '#core/knowledge/import-nodes.server.ts';
import { listNodes } from '#core/knowledge/list-nodes.server.ts';
import { searchKnowledge } from '#core/knowledge/search-knowledge.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { guildNodes } from './guild.ts';
import type { AskedQuestion } from './questions.ts';

const GUILD = '1';
const AT = 5;

/** `plain`: Postgres's full text as it comes; `alone`: our terms without relations; `graph`: as the product searches. */
export type Way = 'plain' | 'alone' | 'graph';

export interface Measured {
  /** Share of the questions whose node is among the first five. */
  recall: Record<Way, number>;
  byLanguage: Record<string, Record<Way, number>>;
  /** Median of the product's search, in milliseconds. */
  medianMs: number;
  /** What the product did not find. */
  missed: string[];
}

/** Puts the made-up guild into an empty database and asks every question in every way. */
export async function measure(db: WholeDatabase, questions: readonly AskedQuestion[]): Promise<Measured> {
  const deps = { db, clock: systemClock };
  const who = { guildId: GUILD, accountId: '2' };
  await importNodes(deps, who, { nodes: guildNodes, source: 'json' });
  const idOf = new Map((await listNodes(deps, who)).map(({ id, kind, title }) => [`${kind} ${title}`, id]));
  const wantedOf = new Map(guildNodes.map(({ id, kind, title }) => [id, idOf.get(`${kind} ${title}`)]));
  const tookMs: number[] = [];
  const ways: Record<Way, (words: string) => Promise<string[]>> = {
    plain: (words) => searchPlain(db, words),
    alone: async (words) => idsOf(await searchKnowledge(db, who, { words, limit: AT }, { alone: true })),
    graph: async (words) => {
      const beganMs = performance.now();
      const found = await searchKnowledge(db, who, { words, limit: AT });
      tookMs.push(performance.now() - beganMs);
      return idsOf(found);
    },
  };
  const hits: { way: Way; language: string; hit: boolean }[] = [];
  const missed: string[] = [];
  for (const { wanted, words, language } of questions) {
    const id = wantedOf.get(wanted);
    if (id === undefined) throw new Error(`no node ${wanted}`);
    for (const way of Object.keys(ways) as Way[]) {
      const hit = (await ways[way](words)).includes(id);
      hits.push({ way, language, hit });
      if (way === 'graph' && !hit) missed.push(`${wanted}: ${words}`);
    }
  }
  const recallOf = (some: typeof hits) =>
    Object.fromEntries(
      (Object.keys(ways) as Way[]).map((way) => {
        const own = some.filter((one) => one.way === way);
        return [way, own.filter(({ hit }) => hit).length / own.length];
      }),
    ) as Record<Way, number>;
  const languages = [...new Set(questions.map(({ language }) => language))];
  tookMs.sort((a, b) => a - b);
  return {
    recall: recallOf(hits),
    byLanguage: Object.fromEntries(
      languages.map((language) => [language, recallOf(hits.filter((one) => one.language === language))]),
    ),
    medianMs: tookMs[tookMs.length >> 1] ?? Number.NaN,
    missed,
  };
}

const idsOf = (found: readonly { node: { id: string } }[]) => found.map(({ node }) => node.id);

/** Any of the words, as Postgres parses and ranks them, titles above texts. */
async function searchPlain(db: WholeDatabase, words: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT n.id FROM knowledge_node n,
            to_tsquery('simple', array_to_string(tsvector_to_array(to_tsvector('simple', $2)), ' | ')) AS q,
            LATERAL (SELECT setweight(to_tsvector('simple', n.title), 'A') || setweight(to_tsvector('simple', n.text), 'B')) AS t(words)
      WHERE n.guild_id = $1 AND t.words @@ q ORDER BY ts_rank(t.words, q) DESC, n.id LIMIT ${AT}`,
    [GUILD, words.replace(/[^\p{L}\p{N}]+/gu, ' ')],
  );
  return rows.map(({ id }) => id);
}
