import type { Asked } from '#core/platform/db.server.ts';

/** Uses that a person does not want for themselves; null stands for every use. */
export async function listOptOuts(db: Asked, { personId }: { personId: string }): Promise<(string | null)[]> {
  const { rows } = await db
    .for('use-model')
    .pool.query<{ feature: string }>('SELECT feature FROM ai_opt_out WHERE user_id = $1 ORDER BY feature', [personId]);
  return rows.map(({ feature }) => feature || null);
}
