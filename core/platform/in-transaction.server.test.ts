import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWholeDatabase, type WholeDatabase } from './db.server.ts';
import { inTransaction } from './in-transaction.server.ts';
import { createTestDatabase } from './testing/test-database.ts';

let whole: WholeDatabase;
/** One connection: whatever becomes of it is seen by whoever is next. */
let db: WholeDatabase;
beforeAll(async () => {
  whole = await createTestDatabase();
  db = openWholeDatabase(whole.url, { max: 1 });
  await whole.pool.query('CREATE TABLE noted (what text PRIMARY KEY)');
});
afterAll(async () => {
  await db.close();
  await whole.close();
});

const noted = async () => (await whole.pool.query<{ what: string }>('SELECT what FROM noted ORDER BY 1')).rows;
const note = (to: Pick<pg.ClientBase, 'query'>, what: string) => to.query('INSERT INTO noted VALUES ($1)', [what]);
const setting = (name: string) => `SELECT current_setting('${name}') AS is`;

test('all of it or nothing, and the connection is as good as before', async () => {
  expect(await inTransaction(db, async (tx) => (await note(tx, 'kept')).rowCount)).toBe(1);
  const failing = inTransaction(db, async (tx) => {
    await note(tx, 'gone');
    throw new Error('no further');
  });
  await expect(failing).rejects.toThrow('no further');
  await expect(inTransaction(db, (tx) => note(tx, 'kept'))).rejects.toMatchObject({ code: '23505' });
  await note(db.pool, 'after');
  expect(await noted()).toEqual([{ what: 'after' }, { what: 'kept' }]);
});

test('a connection that broke is not used again', async () => {
  const broken = inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await whole.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await note(tx, 'never');
  });
  await expect(broken).rejects.toThrow();
  expect((await note(db.pool, 'anew')).rowCount).toBe(1);
  expect(await noted()).not.toContainEqual({ what: 'never' });
});

test('what is read is of one instant, and nothing is written', async () => {
  await inTransaction(
    db,
    async (tx) => {
      const count = async () => (await tx.query<{ count: string }>('SELECT count(*) FROM noted')).rows[0]?.count;
      const before = await count();
      await note(whole.pool, 'meanwhile');
      expect(await count()).toBe(before);
    },
    'reading',
  );
  await expect(inTransaction(db, (tx) => note(tx, 'x'), 'reading')).rejects.toMatchObject({ code: '25006' });
});

test('whoever hangs in one holds nothing for longer than ten seconds, and in any other for a minute', async () => {
  const name = 'idle_in_transaction_session_timeout';
  const inside = await inTransaction(db, (tx) => tx.query<{ is: string }>(setting(name)));
  expect(inside.rows).toEqual([{ is: '10s' }]);
  expect((await db.pool.query(setting(name))).rows).toEqual([{ is: '1min' }]);
});
