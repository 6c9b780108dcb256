import { randomUUID } from 'node:crypto';
import { redact } from '#core/ai/rules/redact.ts';
import type { WrittenBy } from '#core/ai/rules/surfaces.ts';
import type { Refusal } from '#core/ai/schema.ts';
import type { Asked } from '#core/platform/db.server.ts';
import { onlyKnownCitations } from '../rules/citations.ts';
import { unsupportedNumbers } from '../rules/support.ts';
import type { AnswerState, Proposal, ProposalContent, Scope, Source } from '../schema.ts';

/** More than a model may write. */
const LONGEST_ANSWER = 40_000;
const MOST_PROPOSALS = 3;

/** An answer that is being written. */
export interface Draft {
  turnId: string;
  question: string;
  answer: string;
  /** Who wrote what stands in `answer`. */
  writtenBy: WrittenBy;
  state: AnswerState;
  refusal: Refusal | null;
  sources: Source[];
  proposals: Proposal[];
  callIds: string[];
}

/** Writes down how an answer stands. Where its thread was deleted meanwhile, nothing is written. */
export async function saveDraft(db: Asked, { personId, guildId }: Scope, draft: Draft): Promise<void> {
  const answer = onlyKnownCitations(redact(draft.answer.trim()).text.slice(0, LONGEST_ANSWER), draft.sources);
  await db.for('use-model').pool.query(
    `UPDATE assistant_turn SET answer = $4, state = $5, refusal = $6, sources = $7, unsupported = $8, call_ids = $9,
            written_by = $10
      WHERE id = $1 AND person_id = $2 AND guild_id = $3`,
    [
      ...[draft.turnId, personId, guildId, answer, draft.state, draft.refusal, JSON.stringify(draft.sources)],
      draft.writtenBy === 'model' ? unsupportedNumbers(answer, draft.question, draft.sources) : [],
      draft.callIds,
      answer === '' ? null : draft.writtenBy,
    ],
  );
}

/** Puts a proposal before the person: open, and nothing else. Null where there are as many as one answer may make. */
export async function addProposal(
  db: Asked,
  { personId, guildId }: Scope,
  draft: Draft,
  content: ProposalContent,
): Promise<Proposal | null> {
  if (draft.proposals.length >= MOST_PROPOSALS) return null;
  const proposal: Proposal = { id: randomUUID(), content, state: 'open', path: null };
  draft.proposals.push(proposal);
  await db.for('use-model').pool.query(
    `INSERT INTO assistant_proposal (id, turn_id, person_id, guild_id, number, content, state)
     SELECT $1, id, person_id, guild_id, $5, $6, 'open' FROM assistant_turn WHERE id = $2 AND person_id = $3 AND guild_id = $4`,
    [proposal.id, draft.turnId, personId, guildId, draft.proposals.length, JSON.stringify(content)],
  );
  return proposal;
}
