import type { Asked } from '#core/platform/db.server.ts';

/** What staff would look at of these calls goes: their texts were deleted where they belong. @returns how many */
export async function forgetSamples(db: Asked, { callIds }: { callIds: readonly string[] }): Promise<number> {
  const { rowCount } = await db
    .for('use-model')
    .pool.query('DELETE FROM ai_sample WHERE call_id = ANY($1::uuid[])', [callIds]);
  return rowCount ?? 0;
}
