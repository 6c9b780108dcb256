import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
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
  const client = await db.for('use-model').pool.connect();
  const own = [proposalId, personId, guildId];
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ content: unknown; state: Proposal['state'] }>(
      'SELECT content, state FROM assistant_proposal WHERE id = $1 AND person_id = $2 AND guild_id = $3 FOR UPDATE',
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
    await client.query('COMMIT');
    return path;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
