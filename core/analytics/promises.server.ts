import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { listColumns } from '#core/privacy/registry.ts';
import { countProbes } from './count-promises.server.ts';
import { coverageProbe } from './coverage-promise.server.ts';
import { listPartitions } from './internal/list-partitions.server.ts';
import { lookAtRoles } from './internal/look-at-roles.server.ts';
import { ACTIVITY_KEPT_DAYS } from './keep-partitions.server.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The sweep runs each hour. */
const OVERDUE_MS = HOUR_MS;

/** Names that a column has which says who somebody is. */
const PERSON_COLUMN = /(^|_)(user|member|account|person|author|subject)(_|$)|_ids$/;

/** Probes of what is promised about what is counted. */
export function analyticsProbes({ db, clock }: { db: Database; clock: Clock }): Probe[] {
  return [
    ...countProbes({ db, clock }),
    coverageProbe({ db, clock }),
    {
      promise: 'P28',
      async look() {
        const { rows } = await db.for('keep-promises').pool.query<{ name: string }>(BRIDGES);
        return keptUnless(rows.map(({ name }) => name));
      },
    },
    { promise: 'P30', look: () => lookAtRoles(db) },
    {
      promise: 'P39',
      async look() {
        const [oldest] = (await listPartitions(db)).keys();
        if (oldest === undefined) return { state: 'kept', facts: { overdueHours: 0 } };
        const overdueMs = clock.now() - (oldest + ACTIVITY_KEPT_DAYS) * DAY_MS;
        const facts = {
          oldestDay: new Date(oldest * DAY_MS).toISOString().slice(0, 10),
          overdueHours: Math.max(0, Math.floor(overdueMs / HOUR_MS)),
        };
        return { state: overdueMs > OVERDUE_MS ? 'broken' : 'kept', facts };
      },
    },
    {
      promise: 'P40',
      async look() {
        const totals = listColumns().filter(({ retention }) => retention === 'totals' || retention === 'hour-totals');
        const tables = [...new Set(totals.map(({ table }) => table))];
        const { rows } = await db.for('keep-promises').pool.query<{ table: string; column: string }>(
          `SELECT table_schema || '.' || table_name AS table, column_name AS column FROM information_schema.columns
            WHERE table_schema || '.' || table_name = ANY($1) ORDER BY 1, 2`,
          [tables],
        );
        const found = rows.filter(({ column }) => PERSON_COLUMN.test(column));
        return keptUnless(
          found.map(({ table, column }) => `${table}.${column}`),
          { tables: tables.length, columns: rows.length },
        );
      },
    },
  ];
}

/** Foreign keys and views that lead from what is counted to accounts, or back. */
const BRIDGES = `
  WITH account AS (
    SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relname IN ('account', 'session')
  ), counted AS (
    SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'analytics'
  )
  SELECT conname::text AS name FROM pg_constraint
   WHERE contype = 'f' AND ((conrelid IN (TABLE account) AND confrelid IN (TABLE counted))
                         OR (conrelid IN (TABLE counted) AND confrelid IN (TABLE account)))
  UNION ALL
  SELECT r.ev_class::regclass::text FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
   WHERE d.refclassid = 'pg_class'::regclass
   GROUP BY r.ev_class
  HAVING bool_or(d.refobjid IN (TABLE account)) AND bool_or(d.refobjid IN (TABLE counted) AND d.refobjid <> r.ev_class)
   ORDER BY 1`;
