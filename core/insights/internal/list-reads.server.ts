import type { Database, Rows } from '#core/platform/db.server.ts';
import { namesIn, tablesOf } from '#core/platform/purpose-guard.ts';
import { purposeReach } from '#core/privacy/purpose-reach.ts';

const TABLE = /\b(?:FROM|JOIN)\s+((?:analytics|public|gateway)\.\w+)/gi;

/** Every table that statements name while something is read, and those of them that are about people. */
export async function listReads(
  db: Database,
  read: (watched: Database) => Promise<unknown>,
): Promise<{ tables: string[]; personal: string[] }> {
  const statements: string[] = [];
  const note = (asked: unknown) => {
    const text = typeof asked === 'string' ? asked : (asked as { text?: unknown } | null)?.text;
    if (typeof text === 'string') statements.push(text);
  };
  await read(watch(db, note));
  const tables = new Set(statements.flatMap((text) => [...text.matchAll(TABLE)].map(([, table = '']) => table)));
  const personal = statements.flatMap((text) => [...namesIn(text)].flatMap((name) => tablesOf(name, purposeReach)));
  return { tables: [...tables].sort(), personal: [...new Set(personal)].sort() };
}

/** The same database, of which each statement of its pool is told. */
function watch(db: Database, note: (asked: unknown) => void): Database {
  const told = <T extends object>(client: T): T =>
    new Proxy(client, {
      get(target, key) {
        const value = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        if (key === 'query')
          return (...asked: unknown[]) => {
            note(asked[0]);
            return Reflect.apply(value, target, asked);
          };
        if (key === 'connect') return async () => told(await Reflect.apply(value, target, []));
        return value.bind(target);
      },
    });
  return {
    ...db,
    for: (...purposes) => {
      const rows = db.for(...purposes);
      return { prisma: rows.prisma, pool: told(rows.pool) } satisfies Rows;
    },
  };
}
