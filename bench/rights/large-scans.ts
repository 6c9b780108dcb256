import type { WholeDatabase } from '#core/platform/db.server.ts';
import type { Statement } from '../scale/record-statements.ts';

/** Pages of 8 kB from which on a table is called large. */
const LARGE_PAGES = 1_000;

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** Large tables that statements read from end to end; a partitioned one by the name of the whole. */
export async function largeScans({ pool }: WholeDatabase, statements: readonly Statement[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ name: string; whole: string }>(
    `SELECT c.relname AS name, coalesce(p.relname, c.relname) AS whole
       FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
      WHERE c.relkind = 'r' AND pg_table_size(c.oid) >= $1::int8 * 8192`,
    [LARGE_PAGES],
  );
  const large = new Map(rows.map(({ name, whole }) => [name, whole]));
  const found = new Set<string>();
  const walk = (node: PlanNode) => {
    const whole = large.get(node['Relation Name'] ?? '');
    if (node['Node Type'] === 'Seq Scan' && whole !== undefined) found.add(whole);
    for (const below of node.Plans ?? []) walk(below);
  };
  for (const { text, values } of statements.filter((one) =>
    /^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\b/.test(one.text),
  )) {
    const plan = await pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`EXPLAIN (FORMAT JSON) ${text}`, values);
    for (const one of plan.rows[0]?.['QUERY PLAN'] ?? []) walk(one.Plan);
  }
  return found;
}
