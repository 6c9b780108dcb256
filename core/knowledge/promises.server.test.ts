import { expect, test } from 'vitest';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { knowledgeProbes } from './promises.server.ts';
import { knowledgeRig } from './testing/try-knowledge.ts';

test('what was tried out is seen kept, and leaves nothing behind', async () => {
  const db = await createTestDatabase();
  const [probe] = knowledgeProbes(knowledgeRig(db).deps);
  expect(await probe?.look()).toEqual({ state: 'kept', facts: {} });
  await db.pool.query('ALTER TABLE knowledge_version ADD CONSTRAINT shut CHECK (false)');
  expect(await probe?.look()).toEqual({ state: 'broken', facts: { found: ['refused'] } });
  expect(await db.prisma.knowledgeNode.count()).toBe(0);
  await db.close();
});
