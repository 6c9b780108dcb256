import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { changeNode } from './change-node.server.ts';
import { createNode } from './create-node.server.ts';
import { deleteNode } from './delete-node.server.ts';
import { getNode } from './get-node.server.ts';
import { goBack } from './go-back.server.ts';
import { listDeleted } from './list-deleted.server.ts';
import { listNodes } from './list-nodes.server.ts';
import { listRelations } from './list-relations.server.ts';
import { listVersions } from './list-versions.server.ts';
import { knowledgeHolder } from './personal-data.server.ts';
import { relateNodes } from './relate-nodes.server.ts';
import { LONGEST_TEXT, nodeSchema } from './schema.ts';
import { setOwner } from './set-owner.server.ts';
import { sweepKnowledge } from './sweep-knowledge.server.ts';
import { ACCOUNT, knowledgeRig } from './testing/try-knowledge.ts';
import { unrelateNodes } from './unrelate-nodes.server.ts';

const DAY_MS = 86_400_000;
let db: WholeDatabase;
let rig: ReturnType<typeof knowledgeRig>;
let next = 700n;
/** A guild of its own for each test. */
const guild = () => String(next++);

beforeAll(async () => {
  db = await createTestDatabase();
  rig = knowledgeRig(db);
  await db.prisma.account.create({
    data: {
      id: BigInt(ACCOUNT),
      username: 'editor',
      receipts: { create: { version: 1, locale: 'en', surface: 'welcome', atLeast: 13 } },
    },
  });
});
afterAll(() => db?.close());

describe('what is written of a node', () => {
  const words = { kind: 'topic', title: 'Colours', text: '', reviewOn: '' };
  test.each([
    ['a title', { title: ' \n ' }, 'needed'],
    ['a short title', { title: 'x'.repeat(201) }, 'long'],
    ['a short text', { text: 'x'.repeat(LONGEST_TEXT + 1) }, 'long'],
    ['no person in the title', { title: 'Ask <@300000000000000001>' }, 'mention'],
    ['no person in the text', { text: 'Ask <@!300000000000000001>' }, 'mention'],
    ['a day', { reviewOn: 'soon' }, 'date'],
    ['an address, of a link', { kind: 'link', text: 'our wiki' }, 'address'],
    ['a kind', { kind: 'person' }, 'needed'],
  ])('has %s', (_, change, why) => {
    expect(nodeSchema.safeParse({ ...words, ...change }).error?.issues[0]?.message).toBe(why);
  });

  test('may speak of roles and channels', () => {
    expect(nodeSchema.parse({ ...words, text: 'For <@&1> in <#2>' }).text).toBe('For <@&1> in <#2>');
  });

  test('no person is taken by the table either', async () => {
    const words = { kind: 'topic', title: 'Ask <@1>', text: '', reviewOn: null } as const;
    await expect(createNode(rig.deps, { guildId: guild(), accountId: ACCOUNT }, words)).rejects.toThrow(/nobody/);
  });
});

test('a node is made, changed, related, taken back step by step, deleted and had back', async () => {
  const guildId = guild();
  const who = { guildId, accountId: ACCOUNT };
  const topic = await rig.add(guildId, 'topic', 'Art');
  const nodeId = await rig.add(guildId, 'rule', 'Credit artists', 'Name who drew it.');
  const node = { ...who, nodeId };
  await changeNode(rig.deps, node, {
    seen: 1,
    words: { kind: 'rule', title: 'Credit artists', text: 'Name and link.', reviewOn: '2027-01-01' },
  });
  const relation = { fromId: nodeId, type: 'about', toId: topic } as const;
  await relateNodes(rig.deps, who, relation);
  await relateNodes(rig.deps, who, relation);
  expect((await getNode(rig.deps, node)).neighbours).toEqual([
    { type: 'about', way: 'out', id: topic, kind: 'topic', title: 'Art' },
  ]);
  expect((await getNode(rig.deps, { guildId, nodeId: topic })).neighbours).toMatchObject([{ way: 'in', id: nodeId }]);
  const versions = await listVersions(db, node);
  expect(versions.map(({ number, what, by }) => [number, what, by])).toEqual([
    [3, 'related', 'editor'],
    [2, 'changed', 'editor'],
    [1, 'created', 'editor'],
  ]);
  expect(versions[1]).toMatchObject({ before: { text: 'Name who drew it.' }, after: { text: 'Name and link.' } });

  await goBack(rig.deps, node, null);
  expect(await listRelations(db, { guildId })).toEqual([]);
  await goBack(rig.deps, node, null);
  expect(await listRelations(db, { guildId })).toEqual([relation]);
  await deleteNode(rig.deps, node);
  expect((await listNodes(rig.deps, { guildId })).map(({ id }) => id)).toEqual([topic]);
  expect(await listRelations(db, { guildId })).toEqual([]);
  expect((await listDeleted(rig.deps, { guildId })).map(({ id }) => id)).toEqual([nodeId]);
  await goBack(rig.deps, node, null);
  expect(await listRelations(db, { guildId })).toEqual([relation]);
  await goBack(rig.deps, node, 1);
  expect((await getNode(rig.deps, node)).node).toMatchObject({
    text: 'Name who drew it.',
    reviewOn: null,
    revision: 8,
    stale: null,
  });
  await unrelateNodes(rig.deps, who, relation);
  expect((await listVersions(db, node)).map(({ what }) => what)).toEqual([
    'restored',
    'restored',
    'deleted',
    'restored',
    'restored',
    'related',
    'changed',
    'created',
  ]);
  // The first version has no relations; one that is not there is no change.
  expect((await listVersions(db, node))[1]?.before).toBeNull();
});

test('to take back that it was made is to delete it', async () => {
  const guildId = guild();
  const nodeId = await rig.add(guildId, 'topic', 'Made by mistake');
  await goBack(rig.deps, { guildId, accountId: ACCOUNT, nodeId }, null);
  expect(await listNodes(rig.deps, { guildId })).toEqual([]);
});

test('somebody else’s change in between is not written over', async () => {
  const guildId = guild();
  const nodeId = await rig.add(guildId, 'topic', 'Music');
  const words = { kind: 'topic', title: 'Music and sound', text: '', reviewOn: null } as const;
  const node = { guildId, accountId: ACCOUNT, nodeId };
  await changeNode(rig.deps, node, { seen: 1, words });
  await expect(changeNode(rig.deps, node, { seen: 1, words })).rejects.toMatchObject({
    code: 'conflict',
    params: { what: 'changed' },
  });
});

test('relations that make no sense are refused, and a kind that would make one so', async () => {
  const guildId = guild();
  const who = { guildId, accountId: ACCOUNT };
  const [rule, topic] = [await rig.add(guildId, 'rule', 'Be kind'), await rig.add(guildId, 'topic', 'Chat')];
  const relation = { fromId: rule, type: 'about', toId: topic } as const;
  for (const [fromId, type, toId] of [
    [topic, 'about', rule],
    [rule, 'answers', topic],
  ] as const)
    await expect(relateNodes(rig.deps, who, { fromId, type, toId })).rejects.toMatchObject({
      params: { what: 'pair' },
    });
  await relateNodes(rig.deps, who, relation);
  for (const [nodeId, kind, seen] of [
    [topic, 'rule', 1],
    [rule, 'topic', 2],
  ] as const)
    await expect(
      changeNode(rig.deps, { ...who, nodeId }, { seen, words: { kind, title: 'x', text: '', reviewOn: null } }),
    ).rejects.toMatchObject({ params: { what: 'kind' } });
});

test('a guild sees and touches nothing of another', async () => {
  const [own, other] = [guild(), guild()];
  const nodeId = await rig.add(own, 'topic', 'Ours');
  const theirs = await rig.add(other, 'rule', 'Theirs');
  const who = { guildId: other, accountId: ACCOUNT };
  const words = { kind: 'topic', title: 'x', text: '', reviewOn: null } as const;
  for (const attempt of [
    () => getNode(rig.deps, { guildId: other, nodeId }),
    () => changeNode(rig.deps, { ...who, nodeId }, { seen: 1, words }),
    () => deleteNode(rig.deps, { ...who, nodeId }),
    () => goBack(rig.deps, { ...who, nodeId }, 1),
    () => setOwner(db, { guildId: other, nodeId }, null),
    () => relateNodes(rig.deps, who, { fromId: theirs, type: 'about', toId: nodeId }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  expect(await listVersions(db, { guildId: other, nodeId })).toEqual([]);
  expect(await listNodes(rig.deps, { guildId: own })).toMatchObject([{ title: 'Ours', revision: 1 }]);
});

test('a guild has so many nodes and no more', async () => {
  const guildId = guild();
  await db.pool.query(
    `INSERT INTO knowledge_node (guild_id, id, kind, title, text, source, revision, search, created_at, updated_at)
     SELECT $1, gen_random_uuid(), 'topic', 'Topic ' || n, '', 'written', 1, '', now(), now()
       FROM generate_series(1, 2000) AS n`,
    [guildId],
  );
  await expect(rig.add(guildId, 'topic', 'One more')).rejects.toMatchObject({
    code: 'conflict',
    params: { what: 'nodes' },
  });
  expect(await listNodes(rig.deps, { guildId })).toHaveLength(2_000);
});

test('a guild has so many relations and no more', async () => {
  const guildId = guild();
  const ids: string[] = [];
  for (const title of ['One', 'Two', 'Three']) ids.push(await rig.add(guildId, 'topic', title));
  await db.pool.query(
    `INSERT INTO knowledge_node (guild_id, id, kind, title, text, source, revision, search, created_at, updated_at)
     SELECT $1, gen_random_uuid(), 'topic', 'Topic ' || n, '', 'written', 1, '', now(), now() FROM generate_series(1, 80) AS n`,
    [guildId],
  );
  await db.pool.query(
    `INSERT INTO knowledge_relation (guild_id, from_id, type, to_id)
     SELECT $1, a.id, 'belongs-to', b.id FROM knowledge_node a JOIN knowledge_node b USING (guild_id)
      WHERE a.guild_id = $1 AND a.id <> b.id AND NOT a.id = ANY($2) AND NOT b.id = ANY($2) LIMIT 5999`,
    [guildId, ids],
  );
  const relate = (toId = '') =>
    relateNodes(rig.deps, { guildId, accountId: ACCOUNT }, { fromId: ids[0] ?? '', type: 'belongs-to', toId });
  await relate(ids[1]);
  await expect(relate(ids[2])).rejects.toMatchObject({ code: 'conflict', params: { what: 'relations' } });
  expect(await listRelations(db, { guildId })).toHaveLength(6_000);
});

test('a day of review makes a node stale when it comes', async () => {
  const guildId = guild();
  const words = { kind: 'event', title: 'Summer', text: '', reviewOn: '2026-11-23' } as const;
  const nodeId = await createNode(rig.deps, { guildId, accountId: ACCOUNT }, words);
  expect((await getNode(rig.deps, { guildId, nodeId })).node.stale).toBeNull();
  rig.move(DAY_MS);
  expect((await getNode(rig.deps, { guildId, nodeId })).node.stale?.why).toBe('review');
});

test('versions and what was deleted end after thirty days, and the rest stays', async () => {
  const guildId = guild();
  const [kept, gone] = [await rig.add(guildId, 'topic', 'Kept'), await rig.add(guildId, 'topic', 'Gone')];
  await deleteNode(rig.deps, { guildId, accountId: ACCOUNT, nodeId: gone });
  rig.move(30 * DAY_MS - 1);
  await sweepKnowledge(rig.deps);
  expect(await listDeleted(rig.deps, { guildId })).toHaveLength(1);
  rig.move(1);
  await sweepKnowledge(rig.deps);
  expect(await db.prisma.knowledgeNode.findMany({ where: { guildId: BigInt(guildId) } })).toMatchObject([{ id: kept }]);
  expect(await listVersions(db, { guildId, nodeId: kept })).toEqual([]);
  await expect(goBack(rig.deps, { guildId, accountId: ACCOUNT, nodeId: kept }, null)).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('of an editor who is erased nothing is left in it, and what the community knows stays', async () => {
  const [guildId, other] = [guild(), guild()];
  const nodeId = await rig.add(guildId, 'topic', 'Stays');
  await rig.add(other, 'topic', 'Elsewhere');
  const eraseAll = async (scope: { personId: string; guildId: string | null }) => {
    const client = await db.pool.connect();
    for (const part of knowledgeHolder.parts) await part.erase(client, scope, 0);
    client.release();
  };
  const left = () => db.prisma.knowledgeNode.count({ where: { ownerId: BigInt(ACCOUNT) } });
  const before = await left();
  await eraseAll({ personId: ACCOUNT, guildId });
  expect(await left()).toBe(before - 1);
  await eraseAll({ personId: ACCOUNT, guildId: null });
  expect(await left()).toBe(0);
  expect(await db.prisma.knowledgeVersion.count({ where: { byId: BigInt(ACCOUNT) } })).toBe(0);
  expect((await getNode(rig.deps, { guildId, nodeId })).node).toMatchObject({ title: 'Stays', ownerId: null });
  expect(await listVersions(db, { guildId, nodeId })).toMatchObject([{ by: null }]);
});
