import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { assistantProbes } from './promises.server.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const probes = () => assistantProbes({ db, clock: { now: () => Date.now() } });
const look = (promise: string) =>
  probes()
    .find((probe) => probe.promise === promise)
    ?.look();

test('each promise is seen kept, and nothing that was tried is left behind', async () => {
  for (const { promise } of probes()) expect(await look(promise), promise).toMatchObject({ state: 'kept' });
  for (const table of ['assistant_thread', 'assistant_turn', 'assistant_proposal', 'ai_call', 'ai_sample'])
    expect((await db.pool.query(`SELECT FROM ${table}`)).rowCount, table).toBe(0);
});

test('what a model may read is named, and what it may write would be', async () => {
  expect(await look('A22')).toMatchObject({
    facts: { readable: expect.arrayContaining(['public.knowledge_node', 'analytics.guild_day']), writable: 0 },
  });
  await db.pool.query('GRANT UPDATE ON digest TO procord_model');
  expect(await look('A22')).toMatchObject({ state: 'broken', facts: { found: ['public.digest'], writable: 1 } });
  await db.pool.query('REVOKE UPDATE ON digest FROM procord_model');
  expect(await look('A22')).toMatchObject({ state: 'kept' });
});

test('a decision of a model on record is found', async () => {
  await db.pool.query(
    `SET procord.acts = 'model'; INSERT INTO audit_event (actor_kind, action) VALUES ('model', 'digest.chosen')`,
  );
  expect(await look('A02')).toMatchObject({ state: 'broken', facts: { byModel: 1 } });
});
