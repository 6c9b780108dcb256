import type { Relation, RelationType } from '../schema.ts';

/** That a node holds a word of the query: `word` is its place in the query, `weight` more for a title than for a text. */
export interface Hit {
  id: string;
  word: number;
  weight: number;
}

/** How much of a neighbour's word counts as one's own, by how closely the relation binds. */
const shares: Readonly<Record<RelationType, number>> = {
  answers: 0.5,
  about: 0.45,
  'belongs-to': 0.35,
  'applies-in': 0.4,
  'needs-role': 0.35,
  'leads-to': 0.35,
};
/** What may not hold any more sinks. */
const STALE = 0.4;
/** What holds no word of the query itself, and stands beside something that does. */
const BESIDE = 0.55;

/**
 * Scores nodes by the words of the query that they hold, rare words more, and by those of their neighbours that they lack:
 * a rule whose channel is asked for holds half of the channel's name. A neighbour of many shares less with each.
 * @param rarity of each word of the query, by its place
 */
export function liftByGraph(
  hits: readonly Hit[],
  relations: readonly Relation[],
  rarity: readonly number[],
  stale: ReadonlySet<string>,
): Map<string, number> {
  const own = new Map<string, Map<number, number>>();
  for (const { id, word, weight } of hits) {
    const words = own.get(id) ?? new Map<number, number>();
    own.set(id, words.set(word, Math.max(weight, words.get(word) ?? 0)));
  }
  const degrees = new Map<string, number>();
  for (const { fromId, toId } of relations)
    for (const id of [fromId, toId]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  const lifted = new Map([...own].map(([id, words]) => [id, new Map(words)]));
  for (const { fromId, toId, type } of relations)
    for (const [id, other] of [
      [fromId, toId],
      [toId, fromId],
    ] as const) {
      const share = shares[type] / Math.sqrt(Math.log2(2 + (degrees.get(other) ?? 1)));
      const words = lifted.get(id) ?? new Map<number, number>();
      for (const [word, weight] of own.get(other) ?? [])
        words.set(word, Math.max(words.get(word) ?? 0, weight * share));
      if (words.size > 0) lifted.set(id, words);
    }
  return new Map(
    [...lifted].map(([id, words]) => {
      const sum = [...words].reduce((total, [word, weight]) => total + weight * (rarity[word] ?? 0), 0);
      return [id, sum * (own.has(id) ? 1 : BESIDE) * (stale.has(id) ? STALE : 1)];
    }),
  );
}
