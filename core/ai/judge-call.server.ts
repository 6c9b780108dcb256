import type { Asked } from '#core/platform/db.server.ts';

/**
 * Somebody rated, applied or dismissed what a model answered them: the last word counts. A call of somebody else is not touched.
 * @param judged null: taken back
 */
export async function judgeCall(
  db: Asked,
  { personId }: { personId: string },
  { callId, judged }: { callId: string; judged: 'kept' | 'overridden' | null },
): Promise<void> {
  await db
    .for('use-model')
    .pool.query('UPDATE ai_call SET judged = $3 WHERE id = $1 AND person_id = $2', [callId, personId, judged]);
}
