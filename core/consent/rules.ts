import { type ConsentEvent, type ConsentPurpose, consentPurposes } from './schema.ts';

/** `outdated`: given to words that have since asked for more. */
export type ConsentState = 'given' | 'refused' | 'withdrawn' | 'outdated' | 'not-asked';

/** How a person stands to a purpose after their newest answer. */
export function stateOfConsent(
  purpose: ConsentPurpose,
  newest: Pick<ConsentEvent, 'outcome' | 'version'> | null,
): ConsentState {
  if (newest === null) return 'not-asked';
  if (newest.outcome === 'given' && newest.version !== consentPurposes[purpose].version) return 'outdated';
  return newest.outcome;
}
