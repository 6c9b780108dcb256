import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdersAt, readers } from '#core/personal-data.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { openRequest } from './open-request.server.ts';
import { type RightsProbeDeps, rightsProbes } from './rights-promises.server.ts';
import type { Ask } from './schema.ts';

const NOW = Date.parse('2026-03-04T05:06:07Z');
const DAY_MS = 86_400_000;
let now = NOW;
const clock = { now: () => now };
let db: WholeDatabase;
beforeEach(async () => {
  now = NOW;
  db = await createTestDatabase();
});
afterEach(() => db.close());

const look = (promise: string, but: Partial<RightsProbeDeps> = {}) =>
  rightsProbes({ db, clock, holders: holdersAt('.'), readers, ...but })
    .find((probe) => probe.promise === promise)
    ?.look();

test('P42: kept, and broken where a table about people cannot be read', async () => {
  expect(await look('P42')).toMatchObject({ state: 'kept' });
  expect(await look('P42', { readers: readers.slice(1) })).toMatchObject({
    state: 'broken',
    facts: { found: ['analytics.message_pack'] },
  });
  await db.pool.query('ALTER TABLE account RENAME COLUMN username TO nick');
  expect(await look('P42')).toMatchObject({ state: 'broken', facts: { found: ['public.account'] } });
});

test.each<[string, Ask, number]>([
  ['P43', { right: 'correct', words: 'Not so.' }, 8 * DAY_MS],
  ['P44', { right: 'erase' }, 6 * 60_000],
  ['P45', { right: 'export' }, 6 * 60_000],
])(
  '%s: kept in time, degraded past our own, broken past a month, and where none shows that it was done',
  async (promise, ask, late) => {
    expect(await look(promise)).toMatchObject({ state: 'kept', facts: { open: 0 } });
    const asker = { personId: '11', surface: 'discord', locale: 'en' } as const;
    const { requestId } = await openRequest({ db, clock }, asker, ask);
    expect(await look(promise)).toMatchObject({ state: 'kept', facts: { open: 1, overdue: 0 } });
    now = NOW + late;
    expect(await look(promise)).toMatchObject({ state: 'degraded', facts: { overdue: 1 } });
    now = NOW + 32 * DAY_MS;
    expect(await look(promise)).toMatchObject({ state: 'broken' });
    await db.pool.query(`UPDATE rights_request SET state = 'done', finished_at = now() WHERE id = $1`, [requestId]);
    expect(await look(promise)).toMatchObject({ state: 'broken', facts: { open: 0, unproven: 1 } });
  },
);

test('P44: broken where a table about people has nobody to erase it, and where the gate stands open', async () => {
  const [first, ...rest] = holdersAt('.');
  expect(await look('P44', { holders: rest })).toMatchObject({ state: 'broken' });
  expect(first?.room).toBe('analytics');
  const ofNoGuild = holdersAt('.').map(({ ofGuild: _, ...holder }) => holder);
  expect(await look('P44', { holders: ofNoGuild })).toMatchObject({
    state: 'broken',
    facts: { found: expect.arrayContaining(['public.digest', 'public.api_token']) },
  });
  expect(await look('P44')).toMatchObject({ state: 'kept' });
  await db.pool.query(
    `CREATE OR REPLACE FUNCTION is_erased(person bigint, guild bigint, at_ms bigint) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT false'`,
  );
  expect(await look('P44')).toMatchObject({ state: 'broken', facts: { found: ['is_erased'] } });
  expect((await db.pool.query('SELECT 1 FROM erasure_tombstone')).rowCount).toBe(0);
});
