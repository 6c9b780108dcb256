import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { decideProposal } from './internal/decide-proposal.server.ts';
import type { Scope } from './schema.ts';

/** Puts a proposal aside. @throws AppError 'not_found' · 'conflict' (decided already) */
export async function dismissProposal(
  deps: { db: Database; clock: Clock },
  scope: Scope,
  proposalId: string,
): Promise<void> {
  await decideProposal(deps, scope, { proposalId, state: 'dismissed' }, async () => null);
}
