import type pg from 'pg';
import type { WholeDatabase } from '#core/platform/db.server.ts';

export interface Statement {
  text: string;
  values: unknown[];
  /** How the rows are written. */
  as: 'TEXT' | 'BINARY';
}

type Asked = [statement: string | { text: string }, values?: unknown[]];

/** The same database, noting what is asked of it: of its pool, and of connections of it. */
export function recordStatements(db: WholeDatabase): { db: WholeDatabase; statements: Statement[] } {
  const statements: Statement[] = [];
  const noting = <T extends pg.Pool | pg.PoolClient>(one: T): T =>
    new Proxy(one, {
      get: (target, key) => {
        if (key === 'query')
          return (...asked: Asked) => {
            statements.push(statementOf(asked));
            return Reflect.apply(target.query, target, asked);
          };
        if (key === 'connect' && target === db.pool) return async () => noting(await db.pool.connect());
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return { db: { ...db, pool: noting(db.pool) }, statements };
}

/** What COPY sends in binary is a query, too. */
function statementOf([statement, values = []]: Asked): Statement {
  const text = typeof statement === 'string' ? statement : statement.text;
  const [, copied] = /^COPY \((.*)\) TO STDOUT \(FORMAT binary\)$/s.exec(text) ?? [];
  return copied === undefined ? { text, values, as: 'TEXT' } : { text: copied, values: [], as: 'BINARY' };
}
