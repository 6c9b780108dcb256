import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { checkGuildRight } from './check-guild-right.server.ts';
import { guildProbes } from './promises.server.ts';

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('P29: kept where those who manage see and nobody else; a refusal of them is seen, too', async () => {
  expect(await guildProbes({ db })[0]?.look()).toMatchObject({ state: 'kept', facts: { staffViews: 0 } });
  const refusesOwners: typeof checkGuildRight = async (deps, who, age) => {
    const guild = await checkGuildRight(deps, who, age);
    if (guild.right === 'owner')
      throw Object.assign(new Error(), { name: 'AppError', code: 'not_allowed', status: 403 });
    return guild;
  };
  expect(await guildProbes({ db }, refusesOwners)[0]?.look()).toMatchObject({
    state: 'broken',
    facts: { found: ['owner: refused'] },
  });
});

test('P29: a check that cannot answer proves nothing', async () => {
  const fails: typeof checkGuildRight = () => Promise.reject(new Error('no answer'));
  await expect(guildProbes({ db }, fails)[0]?.look()).rejects.toThrow('no answer');
});
