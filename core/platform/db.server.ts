import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { erasureKey } from './crypto.server.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import { guardRows } from './guard-rows.server.ts';
import type { PurposeGuard } from './purpose-guard.ts';
import type { Purpose } from './purposes.ts';
import type { Role } from './roles.ts';

export type { Prisma } from './generated/prisma/client.ts';

/** Prisma for rows of the house, the pool for the hot path and for SQL that Prisma cannot say. One pool serves both. */
export interface Rows {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
}

/** A database that is asked for a purpose or not at all (Article 5(1)(b) GDPR). */
export interface Database {
  /**
   * What statements are for. A table about people answers if it is kept for one of the purposes.
   * @throws AppError 'internal' from a statement about people who are kept for something else
   */
  for(...purposes: [Purpose, ...Purpose[]]): Rows;
  readonly url: string;
  close(): Promise<void>;
}

/** Without a guard: of migrations, benches and tests, which look at everything from outside. */
export interface WholeDatabase extends Database, Rows {}

/** Where statements are asked for a purpose. */
export type Asked = Pick<Database, 'for'>;

/** Inside a transaction: it was opened for its purposes, and its statements are looked at by them. */
export function within(
  transaction: { pool: Pick<pg.ClientBase, 'query'> } | { prisma: Prisma.TransactionClient },
): Asked {
  return { for: () => transaction as Rows };
}

const EVERYBODY: Acts = ['person', 'staff', 'system'];

/** For whom a connection may write into the audit log. A model's connection writes for the model alone. */
export type Acts = readonly ('person' | 'staff' | 'system')[] | readonly ['model'];

/**
 * int8 arrives as a string from pg; ids stay strings or become BigInt where they are compared.
 * @param options.guard looks at every statement before it is sent
 * @param options.role that every connection speaks as; without one, the owner of the database
 * @param options.acts whose acts this process writes down; the database refuses others
 * @param options.secrets whoever writes what people do must be able to tell who was erased
 */
export function openDatabase(url: string, options: DatabaseOptions & { guard: PurposeGuard }): Database {
  const { for: askFor, close } = openWholeDatabase(url, options);
  return { for: askFor, url, close };
}

/** The same with a way past the guard, which no program of the product has; without a guard, it is the only way. */
export function openWholeDatabase(
  url: string,
  options: DatabaseOptions & { guard?: PurposeGuard } = {},
): WholeDatabase {
  const pool = openPool(url, options);
  let made: PrismaClient | undefined;
  const rows: Rows = {
    // To make one takes longer than most of what it is asked, and some connections are asked for SQL alone.
    get prisma() {
      made ??= new PrismaClient({ adapter: new PrismaPg(pool) });
      return made;
    },
    pool,
  };
  return {
    get prisma() {
      return rows.prisma;
    },
    pool,
    url,
    for: options.guard ? guardRows(rows, options.guard) : () => rows,
    async close() {
      await made?.$disconnect();
      await pool.end();
    },
  };
}

interface DatabaseOptions {
  max?: number;
  name?: string;
  secrets?: readonly string[];
  role?: Role;
  acts?: Acts;
}

function openPool(url: string, options: DatabaseOptions): pg.Pool {
  const keys = (options.secrets ?? []).map((secret) => erasureKey(secret).toString('hex')).join('.');
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.name ?? 'procord',
    connectionTimeoutMillis: 1_500,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // What is asked here takes a few milliseconds, and workers of a parallel plan take longer to start.
    options: [
      'max_parallel_workers_per_gather=0',
      // A process that is suspended in a transaction must not hold its locks for ever.
      'idle_in_transaction_session_timeout=60s',
      `procord.acts=${(options.acts ?? EVERYBODY).join(',')}`,
      options.role && `role=${options.role}`,
      keys && `procord.erasure_keys=${keys}`,
    ]
      .filter(Boolean)
      .map((setting) => `-c ${setting}`)
      .join(' '),
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // The same for one in use: its query is refused anyway.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** True where the error says that Postgres could not be reached or went away, as against a refused statement. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (/^(08|57P|53300)/.test(code)) return true;
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'P1001', 'P1002', 'P1017', 'P2024'].includes(code))
    return true;
  if (
    /Connection terminated|is not queryable|timeout exceeded when trying to connect|Can't reach database/i.test(
      error.message,
    )
  )
    return true;
  return 'cause' in error && error.cause !== undefined && isConnectionError(error.cause);
}
