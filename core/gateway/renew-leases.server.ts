import type { Database } from '#core/platform/db.server.ts';

/**
 * Says that this process still serves its shards.
 * @returns ids of shards that have another owner by now: this process must end, and must not commit anything.
 */
export async function renewLeases(
  db: Database,
  shardCount: number,
  leases: readonly { shardId: number; epoch: string }[],
): Promise<number[]> {
  const { rows } = await db.for('operate').pool.query<{ shard_id: number }>(
    `UPDATE gateway.shard s SET heartbeat_at = now()
       FROM unnest($2::int[], $3::bigint[]) AS mine(shard_id, epoch)
      WHERE s.shard_count = $1 AND s.shard_id = mine.shard_id AND s.epoch = mine.epoch
      RETURNING s.shard_id`,
    [shardCount, leases.map((lease) => lease.shardId), leases.map((lease) => lease.epoch)],
  );
  const held = new Set(rows.map((row) => row.shard_id));
  return leases.filter((lease) => !held.has(lease.shardId)).map((lease) => lease.shardId);
}
