import type { Attestation, PromiseEntry, PromiseState, Seen } from './schema.ts';

/**
 * The state of a promise at `nowMs`. What nobody has looked at lately, or vouches for no longer, is stale and never kept;
 * what a probe saw broken stays broken until it is seen otherwise, however long ago that was.
 */
export function stateOf(
  entry: PromiseEntry,
  { seen, attestation }: { seen: Seen | null; attestation: Attestation | null },
  nowMs: number,
): PromiseState {
  if ('awaits' in entry) return 'not-yet';
  if (entry.kind === 'attested') return attestation && attestation.expiresAtMs > nowMs ? 'attested' : 'stale';
  if (seen?.state === 'broken') return 'broken';
  return seen && nowMs - seen.readAtMs <= entry.evidenceMs ? seen.state : 'stale';
}
