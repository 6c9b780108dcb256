import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { gatewayProbes } from './promises.server.ts';
import { putCluster } from './testing/put-cluster.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('P23: what Discord is asked for is told; a bot that asks for content, or a place for it, breaks it', async () => {
  const look = () => gatewayProbes(db)[0]?.look();
  await putCluster(db, 705);
  const intents = ['GUILDS', 'GUILD_INVITES', 'GUILD_VOICE_STATES', 'GUILD_MESSAGES'];
  expect(await look()).toEqual({ state: 'kept', facts: { intents } });
  await putCluster(db, 705 | (1 << 15));
  expect(await look()).toMatchObject({ state: 'broken', facts: { found: ['MESSAGE_CONTENT'] } });
  await putCluster(db, 705 | (1 << 12));
  expect(await look()).toMatchObject({ state: 'broken', facts: { found: ['DIRECT_MESSAGES'] } });
  await putCluster(db, 705);
  await db.pool.query('SELECT analytics.ensure_day(20000)');
  await db.pool.query('ALTER TABLE analytics.message_pack ADD COLUMN content jsonb');
  expect(await look()).toMatchObject({ state: 'broken', facts: { found: ['message_pack.content'] } });
});
