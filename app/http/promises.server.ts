import { speakerOf } from '#core/i18n/i18n.ts';
import { FALLBACK_LOCALE } from '#core/i18n/rules.ts';
import type { PromiseStanding } from '#core/policies/schema.ts';

const VERSION = 1;

/** The promises as a document for programs; the sentences are the English ones. */
export function promiseRecords(standing: readonly PromiseStanding[], nowMs: number) {
  const { t } = speakerOf(FALLBACK_LOCALE);
  return {
    version: VERSION,
    at: new Date(nowMs).toISOString(),
    promises: standing.map(({ id, entry, state, facts, readAtMs, attestation }) => ({
      id,
      group: entry.group,
      promise: t(`promises:${id}`),
      kind: entry.kind,
      state,
      ...('awaits' in entry
        ? { awaits: entry.awaits }
        : { mechanism: entry.mechanism, tests: entry.tests, evidenceSeconds: entry.evidenceMs / 1_000 }),
      readAt: readAtMs === null ? null : new Date(readAtMs).toISOString(),
      facts,
      vouchedUntil: attestation && new Date(attestation.expiresAtMs).toISOString(),
    })),
  };
}
