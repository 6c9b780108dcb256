import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { listEvents } from './list-events.server.ts';
import { recordEvent } from './record-event.server.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('a record stays as it was written, whoever asks', async () => {
  await recordEvent(db.prisma, {
    actor: { kind: 'staff', id: '300000000000000009' },
    action: 'premium.granted',
    guildId: '200000000000000001',
    reason: 'for this test',
  });
  await expect(db.pool.query(`UPDATE audit_event SET reason = 'another'`)).rejects.toThrow('append-only');
  await expect(db.pool.query('DELETE FROM audit_event')).rejects.toThrow('append-only');
  expect(await listEvents(db, 10)).toMatchObject([{ action: 'premium.granted', reason: 'for this test' }]);
});

test('a person acts under their name', async () => {
  await expect(
    db.pool.query(`INSERT INTO audit_event (actor_kind, action) VALUES ('person', 'premium.granted')`),
  ).rejects.toThrow('audit_event_actor');
});
