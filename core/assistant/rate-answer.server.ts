import { judgeCall } from '#core/ai/judge-call.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Feedback, Scope } from './schema.ts';

const judged = { good: 'kept', bad: 'overridden' } as const;

/** Says whether an answer was good; null takes it back. @throws AppError 'not_found' */
export async function rateAnswer(
  { db }: { db: Database },
  { personId, guildId }: Scope,
  { turnId, feedback }: { turnId: string; feedback: Feedback | null },
): Promise<void> {
  const { rows } = await db.for('use-model').pool.query<{ callId: string | null }>(
    `UPDATE assistant_turn SET feedback = $4 WHERE id = $1 AND person_id = $2 AND guild_id = $3
     RETURNING call_ids[cardinality(call_ids)] AS "callId"`,
    [turnId, personId, guildId, feedback],
  );
  const [row] = rows;
  if (!row) throw new AppError('not_found', 'no such answer to this person in this guild');
  const { callId } = row;
  if (callId) await judgeCall(db, { personId }, { callId, judged: feedback && judged[feedback] });
}
