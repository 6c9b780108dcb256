import { expect, test, vi } from 'vitest';
import { openDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { checkAtBoot } from './check-at-boot.server.ts';

const log = createLog('test', 'silent');

test('passes a database that is known, refuses one of another Discord and one that holds more', async () => {
  const db = await createTestDatabase();
  await checkAtBoot(db, 'https://discord.com/api', log);
  await expect(checkAtBoot(db, 'https://discord.example/api', log)).rejects.toThrow(/DATABASE_URL/);
  await db.pool.query('ALTER TABLE guild ADD COLUMN motto text');
  await expect(checkAtBoot(db, 'https://discord.com/api', log)).rejects.toThrow(/public\.guild\.motto has no entry/);
  await db.close();
});

test('waits for a database that is away', async () => {
  const away = openDatabase('postgresql://127.0.0.1:1/nobody');
  const warned = vi.spyOn(log, 'warn');
  const settled = vi.fn();
  checkAtBoot(away, 'https://discord.com/api', log).then(settled, settled);
  await expect.poll(() => warned.mock.calls.length).toBeGreaterThan(0);
  expect(settled).not.toHaveBeenCalled();
  await away.close();
});
