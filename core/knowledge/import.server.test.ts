import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { exportNodes } from './export-nodes.server.ts';
import { getNode } from './get-node.server.ts';
import { importNodes } from './import-nodes.server.ts';
import { listNodes } from './list-nodes.server.ts';
import { listRelations } from './list-relations.server.ts';
import { markStale } from './mark-stale.server.ts';
import { previewImport } from './preview-import.server.ts';
import { relateNodes } from './relate-nodes.server.ts';
import { type FileNode, readFile, writeCsv, writeJson } from './rules/files.ts';
import { nodesOfStructure } from './rules/structure.ts';
import { ACCOUNT, knowledgeRig } from './testing/try-knowledge.ts';

let db: WholeDatabase;
let rig: ReturnType<typeof knowledgeRig>;
let next = 900n;
const guild = () => String(next++);

beforeAll(async () => {
  db = await createTestDatabase();
  rig = knowledgeRig(db);
});
afterAll(() => db?.close());

const structure = {
  channels: [
    { id: '10', name: 'Talk', parentId: null },
    { id: '11', name: 'art', parentId: '10' },
  ],
  roles: [{ id: '20', name: 'Artist' }],
};

function read(kind: 'csv' | 'json', text: string): FileNode[] {
  const file = readFile(kind, text);
  if ('problem' in file) throw new Error(JSON.stringify(file.problem));
  return file.nodes;
}

describe('a guild’s structure', () => {
  test('is shown before, comes in once, and keeps what people wrote', async () => {
    const guildId = guild();
    const who = { guildId, accountId: ACCOUNT };
    const nodes = nodesOfStructure(structure);
    expect((await previewImport(db, who, { nodes, source: 'structure' })).added).toHaveLength(3);
    expect(await listNodes(rig.deps, who)).toEqual([]);
    expect(await importNodes(rig.deps, who, { nodes, source: 'structure' })).toEqual({ added: 3, changed: 0 });
    expect(await listRelations(db, who)).toHaveLength(1);
    await db.pool.query(`UPDATE knowledge_node SET text = 'Drawings' WHERE guild_id = $1 AND title = 'art'`, [guildId]);
    expect(await importNodes(rig.deps, who, { nodes, source: 'structure' })).toEqual({ added: 0, changed: 0 });

    const renamed = nodesOfStructure({ ...structure, channels: [{ id: '11', name: 'gallery', parentId: null }] });
    const plan = await previewImport(db, who, { nodes: renamed, source: 'structure' });
    expect(plan).toMatchObject({ added: [], same: ['Artist'], unrelated: 0 });
    expect(await importNodes(rig.deps, who, { nodes: renamed, source: 'structure' })).toEqual({ added: 0, changed: 1 });
    expect(await listNodes(rig.deps, who)).toMatchObject([
      { title: 'gallery', text: 'Drawings', discordId: '11' },
      { title: 'Talk' },
      { title: 'Artist', kind: 'role' },
    ]);
  });

  test('marks what is gone or has another name, and takes the mark away', async () => {
    const guildId = guild();
    const who = { guildId, accountId: ACCOUNT };
    await importNodes(rig.deps, who, { nodes: nodesOfStructure(structure), source: 'structure' });
    const marks = async () => (await listNodes(rig.deps, who)).map(({ title, stale }) => [title, stale?.why ?? null]);
    await markStale(rig.deps, who, structure);
    expect(await marks()).toEqual([
      ['art', null],
      ['Talk', null],
      ['Artist', null],
    ]);
    const since = rig.deps.clock.now();
    const changed = { channels: [{ id: '11', name: 'gallery', parentId: null }], roles: structure.roles };
    expect(await markStale(rig.deps, who, changed)).toBe(2);
    rig.move(1_000);
    expect(await markStale(rig.deps, who, changed)).toBe(0);
    expect(await marks()).toEqual([
      ['art', 'renamed'],
      ['Talk', 'gone'],
      ['Artist', null],
    ]);
    expect((await listNodes(rig.deps, who))[0]?.stale?.since.getTime()).toBe(since);
    await markStale(rig.deps, who, structure);
    expect((await marks()).map(([, why]) => why)).toEqual([null, null, null]);
  });
});

describe('files', () => {
  const text = 'Line one\nline "two", and =more';
  async function fill(guildId: string) {
    const who = { guildId, accountId: ACCOUNT };
    await importNodes(rig.deps, who, { nodes: nodesOfStructure(structure), source: 'structure' });
    const rule = await rig.add(guildId, 'rule', '=Credit, always', text);
    const twins = [await rig.add(guildId, 'topic', 'Twin', 'a'), await rig.add(guildId, 'topic', 'Twin', 'b')];
    await relateNodes(rig.deps, who, { fromId: rule, type: 'about', toId: twins[0] ?? '' });
    return who;
  }

  test.each(['csv', 'json'] as const)('%s: what is exported comes in elsewhere as it was', async (kind) => {
    const who = await fill(guild());
    const out = await exportNodes(db, who);
    const file = kind === 'csv' ? writeCsv(out) : writeJson(out);
    const nodes = read(kind, file);
    expect(nodes).toEqual(out);
    expect(await importNodes(rig.deps, who, { nodes, source: kind })).toEqual({ added: 0, changed: 0 });

    const there = { guildId: guild(), accountId: ACCOUNT };
    expect(await importNodes(rig.deps, there, { nodes, source: kind })).toEqual({ added: 6, changed: 0 });
    expect(await importNodes(rig.deps, there, { nodes, source: kind })).toEqual({ added: 0, changed: 0 });
    const bare = (list: FileNode[]) => {
      const titles = new Map(list.map((node) => [node.id, `${node.title} ${node.text}`]));
      return list
        .map(({ id: _, relations, ...node }) => ({
          ...node,
          relations: relations.map(({ type, to }) => `${type} ${titles.get(to)}`).sort(),
        }))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    };
    expect(bare(await exportNodes(db, there))).toEqual(bare(out));
  });

  test.each([
    ['kind,title\ntopic,x', { at: null, field: 'file', why: 'form' }],
    ['kind,title,text\ntopic,,x', { at: 1, field: 'title', why: 'needed' }],
    ['kind,title,text\ntopic,a,b\nrule,c,<@1>', { at: 2, field: 'text', why: 'mention' }],
    ['kind,title,text\nlink,a,b', { at: 1, field: 'text', why: 'address' }],
    ['id,kind,title,text\n1,topic,a,b\n1,topic,c,d', { at: 2, field: 'id', why: 'twice' }],
    ['kind,title,text,relations\ntopic,a,b,likes 2', { at: 1, field: 'relations', why: 'form' }],
    [`kind,title,text\n${'topic,a,b\n'.repeat(2_001)}`, { at: null, field: 'file', why: 'many' }],
  ])('say what is wrong: %#', (text, problem) => {
    expect(readFile('csv', text)).toEqual({ problem });
  });

  test('that are none are refused', () => {
    for (const text of ['', '{', '{"nodes":[]}', '{"schema":"procord.knowledge/2","nodes":[]}'])
      expect(readFile('json', text)).toEqual({ problem: { at: null, field: 'file', why: 'form' } });
  });

  test('come in whole or not at all', async () => {
    const who = { guildId: guild(), accountId: ACCOUNT };
    const node = (id: string, discordId: string): FileNode => ({
      id,
      kind: 'channel',
      title: id,
      text: '',
      reviewOn: null,
      discordId,
      relations: [],
    });
    const nodes = [node('first', '1'), node('second', '2'), node('third', '2')];
    await expect(importNodes(rig.deps, who, { nodes, source: 'csv' })).rejects.toMatchObject({
      params: { what: 'place' },
    });
    expect(await listNodes(rig.deps, who)).toEqual([]);
  });

  test('leave out relations that make no sense, and say how many', async () => {
    const who = await fill(guild());
    const nodes = read('csv', 'id,kind,title,text,relations\na,topic,A,,about b; leads-to nowhere\nb,rule,B,,about a');
    const plan = await previewImport(db, who, { nodes, source: 'csv' });
    expect(plan.unrelated).toBe(2);
    await importNodes(rig.deps, who, { nodes, source: 'csv' });
    const rule = (await listNodes(rig.deps, who)).find(({ title }) => title === 'B');
    expect((await getNode(rig.deps, { ...who, nodeId: rule?.id ?? '' })).neighbours).toMatchObject([{ title: 'A' }]);
  });
});
