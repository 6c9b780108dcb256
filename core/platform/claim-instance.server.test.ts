import { expect, test } from 'vitest';
import { claimInstance } from './claim-instance.server.ts';
import { createTestDatabase } from './testing/test-database.ts';

test('a database serves the Discord of its first boot and no other', async () => {
  const db = await createTestDatabase();
  await claimInstance(db.pool, 'http://127.0.0.1:40001/api');
  await claimInstance(db.pool, 'http://127.0.0.1:40002/api');
  await expect(claimInstance(db.pool, 'https://discord.com/api')).rejects.toThrow(
    /127\.0\.0\.1.*discord\.com.*DATABASE_URL/,
  );
  await claimInstance(db.pool, 'http://127.0.0.1:40001/api');
  await db.close();
});

test('two processes at once agree on one Discord', async () => {
  const db = await createTestDatabase();
  const results = await Promise.allSettled([
    claimInstance(db.pool, 'https://discord.com/api'),
    claimInstance(db.pool, 'http://127.0.0.1:40001/api'),
  ]);
  expect(results.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  await db.close();
});
