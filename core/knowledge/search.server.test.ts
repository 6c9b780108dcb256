import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { relateNodes } from './relate-nodes.server.ts';
import { liftByGraph } from './rules/lift.ts';
import { searchVector, stemOf, termsOf } from './rules/terms.ts';
import { searchKnowledge } from './search-knowledge.server.ts';
import { ACCOUNT, knowledgeRig } from './testing/try-knowledge.ts';

let db: WholeDatabase;
let rig: ReturnType<typeof knowledgeRig>;
let next = 500n;
const guild = () => String(next++);

beforeAll(async () => {
  db = await createTestDatabase();
  rig = knowledgeRig(db);
});
afterAll(() => db?.close());

test('terms are folded, and Japanese is cut into pairs', () => {
  expect(termsOf('Größe: ÜBER 100 Fotos!')).toEqual(['grosse', 'uber', '100', 'fotos']);
  expect(termsOf('展示室に投稿')).toEqual(['展示', '示室', '室に', 'に投', '投稿']);
  const words = ['an', 'art', 'verify', 'verified', '展示', '曲'];
  expect(words.map(stemOf)).toEqual([null, 'art', 'verif', 'verifi', null, '曲']);
  expect(searchVector("it's", 'a \\ b')).toBe("'it':1A 's':2A 'a':3B 'b':4B");
});

test('words of a neighbour that a node lacks count in part, and what holds them itself stays above', () => {
  const hits = [
    { id: 'channel', word: 0, weight: 3 },
    { id: 'rule', word: 1, weight: 3 },
    { id: 'other', word: 1, weight: 3 },
  ];
  const relations = [
    { fromId: 'rule', type: 'applies-in', toId: 'channel' } as const,
    { fromId: 'beside', type: 'about', toId: 'channel' } as const,
  ];
  const scores = liftByGraph(hits, relations, [1, 1], new Set());
  const of = (id: string) => scores.get(id) ?? 0;
  expect(of('rule')).toBeGreaterThan(of('other'));
  expect(of('beside')).toBeGreaterThan(0);
  expect(of('beside')).toBeLessThan(of('channel'));
  expect(liftByGraph(hits, relations, [1, 1], new Set(['rule'])).get('rule')).toBeLessThan(of('rule'));
});

describe('searching', () => {
  const search = (guildId: string, words: string) =>
    searchKnowledge(db, { guildId }, { words, limit: 5 }, { clock: rig.deps.clock });
  const titles = async (guildId: string, words: string) => (await search(guildId, words)).map(({ node }) => node.title);

  test('finds other forms of words, without accents and case, titles first', async () => {
    const guildId = guild();
    await rig.add(guildId, 'rule', 'No résumés', 'Nothing about work.');
    await rig.add(guildId, 'topic', 'Verification', 'How it goes.');
    await rig.add(guildId, 'topic', 'Else', 'You are verified here.');
    expect(await titles(guildId, 'RESUME?')).toEqual(['No résumés']);
    expect(await titles(guildId, 'verify me')).toEqual(['Verification', 'Else']);
    expect(await titles(guildId, ' … ')).toEqual([]);
    expect(await titles(guildId, `'); DROP TABLE knowledge_node; --`)).toEqual([]);
  });

  test('brings the channel, role and topic along, and stays in its guild', async () => {
    const [guildId, other] = [guild(), guild()];
    const channel = await rig.add(guildId, 'channel', 'gallery');
    const question = await rig.add(guildId, 'question', 'How large may it be?', 'Ten megabytes.');
    await rig.add(other, 'question', 'How many megabytes?', 'Ours.');
    await relateNodes(rig.deps, { guildId, accountId: ACCOUNT }, { fromId: question, type: 'about', toId: channel });
    const [first, ...rest] = await search(guildId, 'megabytes');
    expect(first).toMatchObject({ node: { id: question }, along: [{ id: channel, way: 'out', type: 'about' }] });
    expect(rest.map(({ node }) => node.id)).toEqual([channel]);
  });

  test('lets what may not hold any more sink, marked', async () => {
    const guildId = guild();
    const old = await rig.add(guildId, 'rule', 'Spoilers');
    const fresh = await rig.add(guildId, 'rule', 'About', 'Spoilers are hidden.');
    expect((await search(guildId, 'spoilers')).map(({ node }) => node.id)).toEqual([old, fresh]);
    await db.pool.query(
      `UPDATE knowledge_node SET review_on = '2026-11-01' WHERE guild_id = $1 AND title = 'Spoilers'`,
      [guildId],
    );
    const found = await search(guildId, 'spoilers');
    expect(found.map(({ node }) => [node.id, node.stale?.why])).toEqual([
      [fresh, undefined],
      [old, 'review'],
    ]);
  });
});
