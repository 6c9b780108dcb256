import type { AiUse } from './decisions.ts';
import { type PolicyId, policyIds } from './rules/policy-ids.ts';
import type { Attestation, PolicyVersion, PromiseEntry, PromiseState, Seen } from './schema.ts';

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

/** What a notice about a version is filed under. */
export function noticeSubject(policy: PolicyId, number: number): string {
  return `policy:${policy}:${number}`;
}

/** The version that a notice speaks of; null where it speaks of something else. */
export function policyOfSubject(subject: string): { policy: PolicyId; number: number } | null {
  const [kind, name, number] = subject.split(':');
  const policy = policyIds.find((one) => one === name);
  return kind === 'policy' && policy ? { policy, number: Number(number) } : null;
}

/**
 * Uses of models that begin before the version which speaks of them: looked at anew since the version before the newest, and
 * made before the newest takes effect. One sentence each.
 */
export function earlyUses(versions: readonly PolicyVersion[], uses: readonly AiUse[]): string[] {
  const [before, newest] = versions
    .filter(({ policy }) => policy === 'ai')
    .sort((a, b) => a.number - b.number)
    .slice(-2);
  if (!before || !newest) return [];
  return uses
    .filter(({ since }) => since > before.date && since < newest.effective)
    .map(({ name }) => `${name} begins before version ${newest.number}`);
}

/** What the notice about an incident is filed under. */
export function incidentSubject(incidentId: string): string {
  return `incident:${incidentId}`;
}
