import { judgeCall } from '#core/ai/judge-call.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import { type Database, within } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { type Proposal, type ProposalContent, proposalContentSchema, type Scope } from '../schema.ts';

/**
 * Decides an open proposal of a person: its row is held while `work` does it, so that two clicks are one.
 * @returns what `work` returns, which is kept as where it is
 * @throws AppError 'not_found' · 'conflict' (decided already) · what `work` throws; it then stays open
 */
export async function decideProposal(
  { db, clock }: { db: Database; clock: Clock },
  { personId, guildId }: Scope,
  { proposalId, state }: { proposalId: string; state: Exclude<Proposal['state'], 'open'> },
  work: (content: ProposalContent) => Promise<string | null>,
): Promise<string | null> {
  const own = [proposalId, personId, guildId];
  return inTransaction(db.for('use-model'), async (client) => {
    const { rows } = await client.query<{ content: unknown; state: Proposal['state']; callId: string | null }>(
      `SELECT p.content, p.state, t.call_ids[cardinality(t.call_ids)] AS "callId"
         FROM assistant_proposal p JOIN assistant_turn t ON t.id = p.turn_id
        WHERE p.id = $1 AND p.person_id = $2 AND p.guild_id = $3 FOR UPDATE OF p`,
      own,
    );
    const [row] = rows;
    if (!row) throw new AppError('not_found', 'no such proposal to this person in this guild');
    if (row.state !== 'open') throw new AppError('conflict', 'decided already');
    const path = await work(proposalContentSchema.parse(row.content));
    await client.query(
      `UPDATE assistant_proposal SET state = $4, path = $5, decided_at = $6
        WHERE id = $1 AND person_id = $2 AND guild_id = $3`,
      [...own, state, path, new Date(clock.now())],
    );
    const judged = state === 'applied' ? 'kept' : 'overridden';
    if (row.callId) await judgeCall(within({ pool: client }), { personId }, { callId: row.callId, judged });
    return path;
  });
}
