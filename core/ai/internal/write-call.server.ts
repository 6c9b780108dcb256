import type { Database } from '#core/platform/db.server.ts';
import type { CallOutcome } from '../schema.ts';

/** What an answer said of itself as it began: from then on its bill can be asked for, whatever becomes of this process. */
export async function noteAnswer(
  db: Database,
  callId: string,
  { generationId, vendor, model }: { generationId: string; vendor: string | null; model: string },
): Promise<void> {
  await db
    .for('use-model')
    .pool.query('UPDATE ai_call SET generation_id = $2, vendor = $3, model = $4 WHERE id = $1', [
      callId,
      generationId,
      vendor,
      model,
    ]);
}

export interface CallEnd {
  outcome: Exclude<CallOutcome, 'open'>;
  tokensIn: number | null;
  tokensOut: number | null;
  /** Null where the vendor has still to say it. */
  costNanos: bigint | null;
}

/** How a call ended. */
export async function endCall(db: Database, callId: string, end: CallEnd, nowMs: number): Promise<void> {
  await db.for('use-model').pool.query(
    `UPDATE ai_call SET outcome = $2, ended_at = $3, tokens_in = $4, tokens_out = $5, cost_nanos = $6
      WHERE id = $1 AND outcome = 'open'`,
    [callId, end.outcome, new Date(nowMs), end.tokensIn, end.tokensOut, end.costNanos],
  );
}
