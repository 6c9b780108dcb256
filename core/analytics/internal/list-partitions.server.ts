import type { Asked } from '#core/platform/db.server.ts';
import { dayOfPartition, packs, peopleTable } from './partitions.ts';

/** Names of the partitions that are there, by the UTC day they hold, oldest first. */
export async function listPartitions(db: Asked): Promise<Map<number, string[]>> {
  const { rows } = await db.for('count-activity').pool.query<{ name: string }>(
    `SELECT child.relname AS name FROM pg_inherits
       JOIN pg_class child ON child.oid = inhrelid
       JOIN pg_class parent ON parent.oid = inhparent
       JOIN pg_namespace ON pg_namespace.oid = parent.relnamespace
      WHERE nspname = 'analytics' AND parent.relname = ANY($1) ORDER BY right(child.relname, 8), 1`,
    [[...packs.map(({ table }) => table), peopleTable]],
  );
  const partitions = new Map<number, string[]>();
  for (const { name } of rows) {
    const day = dayOfPartition(name);
    if (day !== null) partitions.set(day, [...(partitions.get(day) ?? []), name]);
  }
  return partitions;
}
