import type { Asked } from '#core/platform/db.server.ts';

/** How many answers wait to be looked at by staff, and since when the oldest does. */
export async function countSamples(db: Asked): Promise<{ waiting: number; oldest: Date | null }> {
  const { rows } = await db
    .for('use-model')
    .pool.query<{ waiting: number; oldest: Date | null }>(
      'SELECT count(*)::int AS waiting, min(at) AS oldest FROM ai_sample WHERE verdict IS NULL',
    );
  return rows[0] ?? { waiting: 0, oldest: null };
}
