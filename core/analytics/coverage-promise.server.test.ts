import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { coverageProbe } from './coverage-promise.server.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('X03: what was missed is found missing, by itself; nothing of the try stays', async () => {
  const probe = coverageProbe({ db, clock: { now: () => Date.parse('2026-03-04T12:00:00Z') } });
  expect(await probe.look()).toEqual({ state: 'kept', facts: { guildsObserved: 0 } });
  for (const table of ['coverage_gap', 'counting_span'])
    expect((await db.pool.query(`SELECT FROM analytics.${table}`)).rowCount, table).toBe(0);
  await db.pool.query(`CREATE FUNCTION shorten() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.to_ms := NEW.from_ms + 1; RETURN NEW; END $$;
    CREATE TRIGGER shorten BEFORE INSERT ON analytics.coverage_gap FOR EACH ROW EXECUTE FUNCTION shorten()`);
  expect(await probe.look()).toMatchObject({ state: 'broken', facts: { found: ['a gap is not seen'] } });
});
