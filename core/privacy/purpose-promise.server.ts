import { isAppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { type Purpose, purposes } from '#core/platform/purposes.ts';
import { listPurposeUses } from './list-purpose-uses.server.ts';
import { purposeReach } from './purpose-reach.ts';

/**
 * Probe of what is promised about purposes: asks the database, for each purpose, for a table that is kept for another, and
 * has to be refused before anything is sent; by the pool, in a transaction and by Prisma.
 */
export function purposeProbe({ db, clock }: { db: Database; clock: Clock }): Probe {
  return {
    promise: 'P12',
    async look() {
      const tables = Object.entries(purposeReach.tables);
      const found: string[] = [];
      let refused = 0;
      for (const purpose of purposes.filter((one) => !purposeReach.everything.includes(one))) {
        const [foreign] = tables.find(([, keptFor]) => !keptFor.includes(purpose)) ?? [];
        if (foreign === undefined) continue;
        for (const ask of [byPool, inTransaction, byPrisma]) {
          if (await isRefused(() => ask(db, purpose, foreign))) refused += 1;
          else found.push(`${purpose}: ${foreign}`);
        }
      }
      const uses = Object.values(await listPurposeUses({ db, clock }));
      return keptUnless([...new Set(found)], {
        purposeTables: tables.length,
        purposeTries: refused,
        purposesUsed: uses.filter((statements) => statements > 0).length,
        purposeStatements: uses.reduce((sum, statements) => sum + statements, 0),
      });
    },
  };
}

type Ask = (db: Database, purpose: Purpose, table: string) => Promise<unknown>;

const nothingOf = (table: string) => `SELECT FROM ${table} LIMIT 0`;
const byPool: Ask = async (db, purpose, table) => db.for(purpose).pool.query(nothingOf(table));
const byPrisma: Ask = async (db, purpose, table) => db.for(purpose).prisma.$queryRawUnsafe(nothingOf(table));
const inTransaction: Ask = async (db, purpose, table) => {
  const client = await db.for(purpose).pool.connect();
  try {
    await client.query(nothingOf(table));
  } finally {
    client.release();
  }
};

async function isRefused(ask: () => Promise<unknown>): Promise<boolean> {
  return ask().then(
    () => false,
    (error: unknown) => {
      if (isAppError(error)) return true;
      throw error;
    },
  );
}
