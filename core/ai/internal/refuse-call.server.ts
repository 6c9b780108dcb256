import type { Database } from '#core/platform/db.server.ts';
import type { Refusal } from '../schema.ts';

const DAY_MS = 86_400_000;

/** Counts a refusal. @param name as it was asked for: unknown names are one */
export async function refuseCall(
  db: Database,
  { name, reason }: { name: string; reason: Refusal },
  nowMs: number,
): Promise<void> {
  await db.for('use-model').pool.query(
    `INSERT INTO ai_refusal (day, feature, reason, refusals) VALUES ($1, $2, $3, 1)
     ON CONFLICT (day, feature, reason) DO UPDATE SET refusals = ai_refusal.refusals + 1`,
    [Math.floor(nowMs / DAY_MS), reason === 'unknown' ? 'unknown' : name, reason],
  );
}
