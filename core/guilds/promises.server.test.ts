import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { checkGuildRight } from './check-guild-right.server.ts';
import { noteStructureRead } from './note-structure-read.server.ts';
import { guildProbes } from './promises.server.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const clock = { now: () => Date.UTC(2027, 0, 1, 12) };
const p29 = (check?: typeof checkGuildRight) =>
  guildProbes({ db, clock }, check).find(({ promise }) => promise === 'P29');
const p08 = (note?: typeof noteStructureRead) =>
  guildProbes({ db, clock }, undefined, note).find(({ promise }) => promise === 'P08');

test('P29: kept where those who manage see and nobody else; a refusal of them is seen, too', async () => {
  expect(await p29()?.look()).toMatchObject({ state: 'kept', facts: { staffViews: 0 } });
  const refusesOwners: typeof checkGuildRight = async (deps, who, age) => {
    const guild = await checkGuildRight(deps, who, age);
    if (guild.right === 'owner')
      throw Object.assign(new Error(), { name: 'AppError', code: 'not_allowed', status: 403 });
    return guild;
  };
  expect(await p29(refusesOwners)?.look()).toMatchObject({
    state: 'broken',
    facts: { found: ['owner: refused'] },
  });
});

test('P29: a check that cannot answer proves nothing', async () => {
  const fails: typeof checkGuildRight = () => Promise.reject(new Error('no answer'));
  await expect(p29(fails)?.look()).rejects.toThrow('no answer');
});

test('P08: a guild is not read before somebody manages it, and what is read is written down', async () => {
  expect(await p08()?.look()).toEqual({ state: 'kept', facts: { structureReads: 0, structureGuilds: 0 } });
  const { rowCount } = await db.pool.query('SELECT FROM structure_read');
  expect(rowCount, 'the try leaves nothing behind').toBe(0);
  const forgets: typeof noteStructureRead = async (deps, read) => {
    await noteStructureRead(deps, read);
    await deps.db.for('serve-guild').pool.query('DELETE FROM structure_read');
  };
  expect(await p08(forgets)?.look()).toMatchObject({ state: 'broken', facts: { found: ['not written down'] } });
  expect(await p08(async () => {})?.look()).toMatchObject({
    state: 'broken',
    facts: { found: ['not refused', 'not written down'] },
  });
});
