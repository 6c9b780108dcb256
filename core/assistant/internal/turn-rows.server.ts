import { z } from 'zod';
import type { WrittenBy } from '#core/ai/rules/surfaces.ts';
import type { Refusal } from '#core/ai/schema.ts';
import type { Asked } from '#core/platform/db.server.ts';
import {
  type AnswerState,
  type Feedback,
  type Proposal,
  proposalContentSchema,
  type Scope,
  sourceSchema,
  type Turn,
} from '../schema.ts';

/** Longer is no answer written: whoever wrote it is gone. */
export const LONGEST_WRITING_MS = 100_000;

interface TurnRow {
  id: string;
  asked_at: Date;
  question: string;
  answer: string;
  written_by: WrittenBy | null;
  state: AnswerState;
  refusal: Refusal | null;
  sources: unknown;
  unsupported: string[];
  feedback: Feedback | null;
  cost: string | null;
  model: string | null;
  proposals: { id: string; content: unknown; state: Proposal['state']; path: string | null }[];
}

const sources = z.array(sourceSchema);

/**
 * Turns of a thread of this person in this guild, oldest first. What they cost is what the ledger says of their calls; where
 * one of them is not billed yet, or is forgotten by now, it is not known.
 * @param only of one turn
 */
export async function readTurns(
  db: Asked,
  { personId, guildId }: Scope,
  { threadId, only = null, nowMs }: { threadId: string; only?: string | null; nowMs: number },
): Promise<Turn[]> {
  const { rows } = await db.for('use-model').pool.query<TurnRow>(
    `SELECT t.id, t.asked_at, t.question, t.answer, t.written_by, t.state, t.refusal, t.sources, t.unsupported, t.feedback,
            CASE WHEN c.calls = cardinality(t.call_ids) AND c.billed = c.calls AND c.calls > 0 THEN c.nanos::text END AS cost,
            c.model,
            coalesce((SELECT json_agg(json_build_object('id', p.id, 'content', p.content, 'state', p.state, 'path', p.path)
                                      ORDER BY p.number)
                        FROM assistant_proposal p WHERE p.turn_id = t.id), '[]'::json) AS proposals
       FROM assistant_turn t, LATERAL (
         SELECT count(*) AS calls, count(cost_nanos) AS billed, sum(cost_nanos) AS nanos,
                (array_agg(model ORDER BY at DESC))[1] AS model
           FROM ai_call WHERE id = ANY(t.call_ids)) AS c
      WHERE t.thread_id = $1 AND t.person_id = $2 AND t.guild_id = $3 AND ($4::uuid IS NULL OR t.id = $4)
      ORDER BY t.number`,
    [threadId, personId, guildId, only],
  );
  return rows.map((row) => turnOf(row, nowMs));
}

function turnOf(row: TurnRow, nowMs: number): Turn {
  const isLost = row.state === 'writing' && nowMs - row.asked_at.getTime() > LONGEST_WRITING_MS;
  return {
    id: row.id,
    askedAt: row.asked_at,
    question: row.question,
    answer: row.answer,
    writtenBy: row.written_by,
    state: isLost ? 'cut' : row.state,
    refusal: row.refusal,
    sources: sources.parse(row.sources),
    unsupported: row.unsupported,
    proposals: row.proposals.map(({ content, ...one }) => ({ ...one, content: proposalContentSchema.parse(content) })),
    model: row.model,
    costNanos: row.cost === null ? null : BigInt(row.cost),
    feedback: row.feedback,
  };
}
