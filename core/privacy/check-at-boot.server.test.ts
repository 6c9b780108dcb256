import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase, testSecrets } from '#core/platform/testing/test-database.ts';
import { checkAtBoot } from './check-at-boot.server.ts';
import { appendToLedger } from './internal/erasure-ledger.server.ts';
import { putTombstone } from './internal/tombstones.server.ts';

const log = createLog('test', 'silent');
const home = mkdtempSync(path.join(os.tmpdir(), 'procord-boot-'));
afterAll(() => rmSync(home, { recursive: true }));
const settings = (apiUrl = 'https://discord.com/api') => ({
  discord: { apiUrl },
  ledger: path.join(home, 'erasures.jsonl'),
  secrets: testSecrets,
});

test('passes a database that is known, refuses one of another Discord and one that holds more', async () => {
  const db = await createTestDatabase();
  await checkAtBoot(db, settings(), log);
  await expect(checkAtBoot(db, settings('https://discord.example/api'), log)).rejects.toThrow(/DATABASE_URL/);
  await db.pool.query('ALTER TABLE guild ADD COLUMN motto text');
  await expect(checkAtBoot(db, settings(), log)).rejects.toThrow(/public\.guild\.motto has no entry/);
  await db.close();
});

test('refuses a database that lacks an erasure of the ledger, and says what to do', async () => {
  const db = await createTestDatabase();
  const untilMs = 1_000;
  const elsewhere = await createTestDatabase();
  const { hash, mark } = await putTombstone(elsewhere.pool, { personId: '11', guildId: null }, untilMs);
  await elsewhere.close();
  const { ledger, secrets } = settings();
  await appendToLedger(ledger, secrets, { hash, mark, of: 'person', untilMs, at: new Date(0).toISOString() });
  await expect(checkAtBoot(db, settings(), log)).rejects.toMatchObject({
    code: 'misconfigured',
    message: expect.stringMatching(/older one.*prepare\.mjs/),
  });
  await putTombstone(db.pool, { personId: '11', guildId: null }, untilMs);
  await checkAtBoot(db, settings(), log);
  await db.close();
});

test('waits for a database that is away', async () => {
  const away = openWholeDatabase('postgresql://127.0.0.1:1/nobody');
  const warned = vi.spyOn(log, 'warn');
  const settled = vi.fn();
  const onAway = vi.fn();
  checkAtBoot(away, settings(), log, onAway).then(settled, settled);
  await expect.poll(() => warned.mock.calls.length).toBeGreaterThan(0);
  expect(onAway).toHaveBeenCalled();
  expect(settled).not.toHaveBeenCalled();
  await away.close();
});
