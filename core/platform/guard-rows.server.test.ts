import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database, WholeDatabase } from './db.server.ts';
import type { Purpose } from './purposes.ts';
import { createTestDatabase } from './testing/test-database.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

type Way = (db: Database, purpose: Purpose) => Promise<unknown>;

/** Every way in which a statement can reach Postgres. */
const ways: Record<string, Way> = {
  'the pool': async (db, purpose) => db.for(purpose).pool.query('SELECT FROM session'),
  'the pool, with an object': async (db, purpose) => db.for(purpose).pool.query({ text: 'SELECT FROM session' }),
  'a client': async (db, purpose) => {
    const client = await db.for(purpose).pool.connect();
    try {
      await client.query('SELECT FROM session');
    } finally {
      client.release();
    }
  },
  'a client handed to a callback': (db, purpose) =>
    new Promise((resolve, reject) => {
      db.for(purpose).pool.connect((error, client, release) => {
        if (error || !client) return reject(error);
        new Promise((done) => done(client.query('SELECT FROM session'))).then(resolve, reject).finally(() => release());
      });
    }),
  'a query of its own making': async (db, purpose) => {
    const client = await db.for(purpose).pool.connect();
    try {
      const query = client.query(new pg.Query('COPY (SELECT FROM session) TO STDOUT'));
      await new Promise((resolve, reject) => query.on('end', resolve).on('error', reject));
    } finally {
      client.release();
    }
  },
  Prisma: (db, purpose) => db.for(purpose).prisma.session.count(),
  'Prisma, by a relation': (db, purpose) =>
    db.for(purpose).prisma.account.findMany({ include: { sessions: true }, where: { username: 'x' } }),
  'Prisma, with SQL': (db, purpose) => db.for(purpose).prisma.$queryRaw`SELECT FROM session`,
  'Prisma, by a count of a relation': (db, purpose) =>
    db.for(purpose === 'sign-in' ? purpose : 'notify').prisma.account.findMany({
      select: { _count: { select: { sessions: true } } },
    }),
  'Prisma, by what a relation is like': (db, purpose) =>
    db.for(purpose === 'sign-in' ? purpose : 'notify').prisma.account.findMany({
      where: { OR: [{ sessions: { some: { accessTokenSealed: Buffer.from('x') } } }] },
    }),
  'Prisma, with a text of SQL': (db, purpose) => db.for(purpose).prisma.$queryRawUnsafe('SELECT FROM session'),
  'Prisma, SQL in a transaction': (db, purpose) =>
    db.for(purpose).prisma.$transaction((tx) => tx.$executeRaw`DELETE FROM session`),
  'Prisma, several at once': (db, purpose) => {
    const { prisma } = db.for(purpose);
    return prisma.$transaction([prisma.session.count(), prisma.guild.count()]);
  },
  'Prisma, in a transaction': (db, purpose) => db.for(purpose).prisma.$transaction((tx) => tx.session.count()),
};

test.each(Object.entries(ways))('%s: for what the table is kept for, and for nothing else', async (_, way) => {
  await way(db, 'sign-in');
  await expect(way(db, 'payment')).rejects.toThrow('is kept for');
  await way(db, 'sign-in');
});

test('what is asked for one purpose is nothing to another that asks at the same time', async () => {
  const [own, foreign] = await Promise.allSettled([
    db.for('notify').prisma.mailChoice.findUnique({ where: { accountId_topic: { accountId: 1n, topic: 'x' } } }),
    db.for('payment').prisma.session.findUnique({ where: { idHash: Buffer.from('x') } }),
  ]);
  expect([own?.status, foreign?.status]).toEqual(['fulfilled', 'rejected']);

  const asked = await Promise.allSettled(
    Array.from({ length: 40 }, (_, n) => db.for(n % 2 ? 'sign-in' : 'payment').prisma.session.findMany()),
  );
  expect(asked.map(({ status }) => status)).toEqual(asked.map((_, n) => (n % 2 ? 'fulfilled' : 'rejected')));
});
