import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { Rows } from './db.server.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import type { PurposeGuard } from './purpose-guard.ts';
import type { Purpose } from './purposes.ts';

/** What Prisma's statements are for: it sends them long after it was asked, and more of them than it was asked for. */
const asked = new AsyncLocalStorage<readonly Purpose[]>();
const nothing = () => asked.getStore() ?? [];

/** Rows by purpose: every statement is shown to the guard before it is sent, that of transactions too. */
export function guardRows(pool: pg.Pool, guard: PurposeGuard) {
  const prisma = new PrismaClient({ adapter: new PrismaPg(guardPool(pool, guard, nothing)) });
  const known = new Map<string, Rows>();
  return {
    for(...purposes: [Purpose, ...Purpose[]]): Rows {
      const key = purposes.join();
      const before = known.get(key);
      if (before) return before;
      const rows = { prisma: askingFor(prisma, purposes), pool: guardPool(pool, guard, () => purposes) };
      known.set(key, rows);
      return rows;
    },
    close: () => prisma.$disconnect(),
  };
}

function askingFor(prisma: PrismaClient, purposes: readonly Purpose[]): PrismaClient {
  const extended = prisma.$extends({
    // A promise of Prisma's begins when it is waited for, so that has to happen in here.
    query: { $allOperations: ({ args, query }) => asked.run(purposes, async () => await query(args)) },
  });
  // It adds nothing and takes nothing away that the types of a client tell.
  return extended as unknown as PrismaClient;
}

type Check = (statement: unknown) => void;

function guardPool(pool: pg.Pool, guard: PurposeGuard, purposes: () => readonly Purpose[]): pg.Pool {
  const check: Check = (statement) => guard.check(textOf(statement), purposes());
  const query = guardQuery(pool, check);
  // A client is handed out to a callback as well, and each way has to be guarded.
  const connect = (done?: (error: Error | undefined, client: unknown, release: unknown) => void) =>
    done
      ? pool.connect((error, client, release) => done(error, client && guardClient(client, check), release))
      : pool.connect().then((client) => guardClient(client, check));
  return withOwn(pool, { query, connect });
}

function guardClient(client: pg.PoolClient, check: Check): pg.PoolClient {
  return withOwn(client, { query: guardQuery(client, check) });
}

function guardQuery(to: pg.Pool | pg.PoolClient, check: Check) {
  const send = to.query.bind(to) as (...args: unknown[]) => unknown;
  return (...args: unknown[]) => {
    check(args[0]);
    return send(...args);
  };
}

/** The same object, but for some of its methods. */
function withOwn<T extends object>(whole: T, own: Record<string, unknown>): T {
  return new Proxy(whole, {
    get(target, name) {
      if (typeof name === 'string' && name in own) return own[name];
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Of everything that pg takes: a text, an object with one, or a stream of its own. */
function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  if (typeof statement === 'object' && statement !== null && 'text' in statement) return String(statement.text);
  throw new TypeError('a statement without a text cannot be looked at');
}
