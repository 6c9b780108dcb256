import type pg from 'pg';
import { z } from 'zod';
import type { Rows } from './db.server.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { PurposeGuard } from './purpose-guard.ts';
import type { Purpose } from './purposes.ts';

/** Rows by purpose: everything is shown to the guard before it is sent, in transactions too. */
export function guardRows(whole: Rows, guard: PurposeGuard): (...purposes: Purpose[]) => Rows {
  const known = new Map<string, Rows>();
  return (...purposes) => {
    const key = purposes.join();
    const before = known.get(key);
    if (before) return before;
    let prisma: PrismaClient | undefined;
    const rows = {
      get prisma() {
        prisma ??= guardPrisma(whole.prisma, (asked) => guard.check(asked, purposes));
        return prisma;
      },
      pool: guardPool(whole.pool, (statement) => guard.check(textOf(statement), purposes)),
    };
    known.set(key, rows);
    return rows;
  };
}

type Models = Readonly<Record<string, { table: string; relations: ReadonlyMap<string, string> }>>;

/** What the client itself knows of the schema. */
const clientSchema = z.object({
  _runtimeDataModel: z.object({
    models: z.record(
      z.string(),
      z.object({
        dbName: z.string().nullable(),
        schema: z.string(),
        fields: z.array(z.object({ name: z.string(), kind: z.string(), type: z.string() })),
      }),
    ),
  }),
});

/** The same for every client that this program makes. */
let knownModels: Models | undefined;

function modelsOf(prisma: PrismaClient): Models {
  knownModels ??= readModels(prisma);
  return knownModels;
}

function readModels(prisma: PrismaClient): Models {
  const { models } = clientSchema.parse({
    _runtimeDataModel: Reflect.get(prisma, '_runtimeDataModel'),
  })._runtimeDataModel;
  return Object.fromEntries(
    Object.entries(models).map(([name, { dbName, schema, fields }]) => {
      const relations = fields.filter(({ kind }) => kind === 'object').map((one) => [one.name, one.type] as const);
      return [name, { table: `${schema}.${dbName ?? name}`, relations: new Map(relations) }];
    }),
  );
}

/**
 * By what Prisma is asked and not by what it sends: it sends statements of several askers together, when none of them asks
 * any more.
 */
function guardPrisma(prisma: PrismaClient, check: (asked: string | Set<string>) => void): PrismaClient {
  const models = modelsOf(prisma);
  const extended = prisma.$extends({
    query: {
      $allOperations({ model, args, query }) {
        check(model === undefined ? textOfRaw(args) : tablesOf(models, model, args));
        return query(args);
      },
    },
  });
  // It adds nothing and takes nothing away that the types of a client tell.
  return extended as unknown as PrismaClient;
}

/** Tables of a model and of every relation that is named in what it is asked. */
function tablesOf(models: Models, model: string, args: unknown, found = new Set<string>()): Set<string> {
  const { table, relations } = models[model] ?? {};
  if (table !== undefined) found.add(table);
  if (typeof args !== 'object' || args === null) return found;
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || value === false) continue;
    tablesOf(models, relations?.get(name) ?? model, value, found);
  }
  return found;
}

/** As a template's statement, or as a text with its values. */
function textOfRaw(args: unknown): string {
  const text = Array.isArray(args) ? args[0] : args;
  return textOf(text);
}

function guardPool(pool: pg.Pool, check: (statement: unknown) => void): pg.Pool {
  const query = guardQuery(pool, check);
  // A client is handed out to a callback as well, and each way has to be guarded.
  const connect = (done?: (error: Error | undefined, client: unknown, release: unknown) => void) =>
    done
      ? pool.connect((error, client, release) => done(error, client && guardClient(client, check), release))
      : pool.connect().then((client) => guardClient(client, check));
  return withOwn(pool, { query, connect });
}

function guardClient(client: pg.PoolClient, check: (statement: unknown) => void): pg.PoolClient {
  return withOwn(client, { query: guardQuery(client, check) });
}

function guardQuery(to: pg.Pool | pg.PoolClient, check: (statement: unknown) => void) {
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

/** Of everything that pg takes: a text, an object with one, or a query of its own making. */
function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  if (typeof statement === 'object' && statement !== null && 'text' in statement) return String(statement.text);
  throw new TypeError('a statement without a text cannot be looked at');
}
