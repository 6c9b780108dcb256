import type { KeptPromise, PromiseEntry, PromiseGroup, PromiseId } from './schema.ts';

const HOUR_MS = 3_600_000;

/** Seen by a probe of the worker every few minutes. */
const proven = (group: PromiseGroup, mechanism: readonly string[], tests: readonly string[]): KeptPromise => ({
  group,
  kind: 'proven',
  mechanism,
  tests,
  evidenceMs: HOUR_MS,
});

/** Somebody of staff looks and vouches for it, until a date. */
const attested = (group: PromiseGroup, mechanism: readonly string[], tests: readonly string[]): KeptPromise => ({
  ...proven(group, mechanism, tests),
  kind: 'attested',
});

/** Everything that is promised, in the order in which it was written down. An id is never given twice. */
export const promises: Readonly<Record<PromiseId, PromiseEntry>> = {
  P01: proven(
    'collect',
    ['core/platform/discord-oauth.server.ts', 'core/accounts/complete-sign-in.server.ts'],
    ['core/accounts/promises.server.test.ts'],
  ),
  P02: { group: 'collect', kind: 'proven', awaits: 'partnerships' },
  P03: proven(
    'collect',
    ['core/assistant/ask-assistant.server.ts', 'prisma/migrations/20261123110000_assistant/migration.sql'],
    ['core/assistant/history.server.test.ts', 'core/assistant/promises.server.test.ts'],
  ),
  P04: proven(
    'collect',
    ['core/knowledge/create-node.server.ts', 'prisma/migrations/20261123100000_knowledge/migration.sql'],
    ['core/knowledge/promises.server.test.ts', 'core/knowledge/nodes.server.test.ts'],
  ),
  P05: proven(
    'payments',
    ['core/billing/start-checkout.server.ts', 'core/platform/card-numbers.ts'],
    ['core/billing/promises.server.test.ts', 'core/platform/card-numbers.test.ts'],
  ),
  P06: proven('cookies', ['app/http/browser-state.server.ts'], ['e2e/cookies.spec.ts', 'app/http/crawl-pages.test.ts']),
  P07: proven(
    'collect',
    ['core/accounts/set-preferences.server.ts', 'core/i18n/rules.ts'],
    ['core/accounts/promises.server.test.ts', 'app/http/account.test.ts'],
  ),
  P08: proven(
    'collect',
    ['core/guilds/begin-managing.server.ts', 'core/guilds/note-structure-read.server.ts'],
    ['core/guilds/structure.server.test.ts', 'core/guilds/promises.server.test.ts', 'app/http/structure.test.ts'],
  ),
  P09: proven(
    'collect',
    ['core/privacy/schema.ts', 'core/privacy/registry.ts'],
    ['core/privacy/kept-promises.server.test.ts'],
  ),
  P10: proven(
    'payments',
    ['core/billing/receive-webhook.server.ts', 'core/billing/internal/stripe-shapes.server.ts'],
    ['core/billing/promises.server.test.ts'],
  ),
  P11: proven(
    'collect',
    ['core/privacy/check-registry.server.ts'],
    ['core/privacy/check-registry.server.test.ts', 'core/privacy/promises.server.test.ts'],
  ),
  P12: proven(
    'purpose',
    ['core/platform/purposes.ts', 'core/platform/purpose-guard.ts', 'core/privacy/purpose-reach.ts'],
    ['core/platform/guard-rows.server.test.ts', 'deploy/house/purpose-rules.test.ts'],
  ),
  P13: proven(
    'notice',
    ['core/accounts/complete-sign-in.server.ts', 'core/consent/accept-notice.server.ts'],
    ['app/http/welcome.test.ts'],
  ),
  P14: proven(
    'ai-egress',
    ['core/ai/model-client.server.ts', '.dependency-cruiser.cjs'],
    ['core/ai/pins.server.test.ts'],
  ),
  P15: proven(
    'ai-egress',
    ['core/ai/rules/pins.ts', 'prisma/migrations/20261123120000_ai_oversight/migration.sql'],
    ['core/ai/pins.server.test.ts', 'core/ai/oversight.server.test.ts'],
  ),
  P16: proven(
    'ai-chat',
    ['core/assistant/internal/prompt.ts'],
    ['core/assistant/asking.server.test.ts', 'core/assistant/history.server.test.ts'],
  ),
  P17: proven(
    'ai-chat',
    ['core/assistant/delete-thread.server.ts', 'core/assistant/delete-threads.server.ts'],
    ['core/assistant/history.server.test.ts'],
  ),
  P18: proven('training', ['core/ai/model-client.server.ts'], ['core/ai/pins.server.test.ts']),
  P19: proven(
    'web-analytics',
    ['app/http/web-statistics.server.ts'],
    ['e2e/cookies.spec.ts', 'app/http/web-statistics.test.ts'],
  ),
  P20: proven('web-analytics', ['core/consent/rules/web-visit.ts'], ['app/http/web-statistics.test.ts']),
  P21: proven(
    'web-analytics',
    ['app/http/web-statistics.server.ts', 'app/http/security-headers.server.ts'],
    ['e2e/cookies.spec.ts', 'app/http/crawl-pages.test.ts'],
  ),
  P22: proven(
    'web-analytics',
    ['deploy/compose.yaml', 'app/http/crawl-pages.server.ts'],
    ['deploy/house/packing.test.ts', 'app/http/crawl-pages.test.ts'],
  ),
  P23: proven('guild-analytics', ['bot/cluster/choose-intents.ts'], ['core/gateway/promises.server.test.ts']),
  P24: proven(
    'guild-analytics',
    ['core/analytics/commit-batch.server.ts'],
    ['core/analytics/count-promises.server.test.ts'],
  ),
  P25: proven(
    'guild-analytics',
    ['core/analytics/roll-up-retention.server.ts'],
    ['core/analytics/count-promises.server.test.ts'],
  ),
  P26: proven(
    'guild-analytics',
    ['core/analytics/roll-up.server.ts', 'core/analytics/rules.ts'],
    ['core/analytics/count-promises.server.test.ts'],
  ),
  P27: proven(
    'guild-analytics',
    ['bot/cluster/entitlement-watch.ts', 'core/billing/list-entitled-guilds.server.ts'],
    ['core/analytics/count-promises.server.test.ts'],
  ),
  P28: proven(
    'guild-analytics',
    ['prisma/migrations/20261121000000_house/migration.sql'],
    ['core/analytics/promises.server.test.ts'],
  ),
  P29: proven(
    'guild-analytics',
    ['core/guilds/check-guild-right.server.ts', 'app/http/guards.server.ts'],
    ['core/guilds/promises.server.test.ts', 'app/http/authorization-matrix.test.ts', 'app/http/guild-pages.test.ts'],
  ),
  P30: proven(
    'guild-analytics',
    ['core/platform/roles.ts', 'core/platform/keep-roles.server.ts'],
    ['core/platform/keep-roles.server.test.ts', 'core/analytics/promises.server.test.ts'],
  ),
  P31: proven(
    'security',
    ['app/http/security-headers.server.ts', 'app/http/browser-state.server.ts'],
    ['core/accounts/promises.server.test.ts'],
  ),
  P32: proven('security', ['core/accounts/start-sign-in.server.ts'], ['core/accounts/promises.server.test.ts']),
  P33: attested('security', ['core/policies/plan-audit.server.ts'], ['core/policies/attestations.server.test.ts']),
  P34: proven(
    'security',
    ['core/accounts/enter-access.server.ts', 'prisma/migrations/20261122150000_accounts/migration.sql'],
    ['core/accounts/staff.server.test.ts', 'app/http/staff.test.ts', 'app/http/authorization-matrix.test.ts'],
  ),
  P35: proven('security', ['bot/jobs/watch-access.ts'], ['core/accounts/watch-access.server.test.ts']),
  P36: proven('security', ['core/policies/privacy-document.ts'], ['core/policies/promises.server.test.ts']),
  P37: proven(
    'retention',
    ['core/privacy/rules/retention.ts'],
    ['core/privacy/kept-promises.server.test.ts', 'bot/jobs/retention.test.ts'],
  ),
  P38: proven(
    'retention',
    ['core/assistant/sweep-threads.server.ts', 'core/assistant/set-expiry.server.ts'],
    ['core/assistant/history.server.test.ts', 'core/assistant/promises.server.test.ts', 'bot/jobs/retention.test.ts'],
  ),
  P39: proven(
    'retention',
    ['bot/jobs/drop-partitions.ts'],
    ['bot/jobs/day-31.test.ts', 'core/analytics/promises.server.test.ts'],
  ),
  P40: proven(
    'retention',
    ['core/analytics/roll-up.server.ts'],
    ['core/analytics/totals-name-nobody.test.ts', 'core/analytics/promises.server.test.ts'],
  ),
  P41: proven(
    'retention',
    ['core/billing/sweep-payments.server.ts'],
    ['core/billing/promises.server.test.ts', 'bot/jobs/retention.test.ts'],
  ),
  P42: proven(
    'rights',
    ['core/privacy/read-held.server.ts'],
    ['core/privacy/read-held.server.test.ts', 'core/privacy/rights-promises.server.test.ts'],
  ),
  P43: proven(
    'rights',
    ['core/privacy/answer-correction.server.ts'],
    ['core/privacy/requests.server.test.ts', 'core/privacy/rights-promises.server.test.ts'],
  ),
  P44: proven(
    'rights',
    ['core/privacy/run-requests.server.ts', 'core/privacy/erasure-gate.server.ts'],
    ['bot/jobs/run-rights.test.ts', 'core/privacy/rights-promises.server.test.ts'],
  ),
  P45: proven(
    'rights',
    ['core/privacy/run-requests.server.ts'],
    ['bot/jobs/run-rights.test.ts', 'core/privacy/rights-promises.server.test.ts'],
  ),
  P46: proven('rights', ['core/analytics/set-objection.server.ts'], ['core/analytics/objection.server.test.ts']),
  P47: proven(
    'rights',
    ['core/consent/withdraw-consent.server.ts', 'core/consent/consent-watch.server.ts'],
    ['core/consent/consent-watch.server.test.ts', 'core/consent/consents.server.test.ts'],
  ),
  P48: proven(
    'rights',
    ['core/support/open-case.server.ts', 'bot/commands/privacy/contact.ts', 'app/http/mail-intake.server.ts'],
    ['core/support/cases.server.test.ts', 'bot/commands/privacy/contact.test.ts', 'app/http/contact.test.ts'],
  ),
  P49: proven(
    'children',
    ['core/consent/rules/age-limits.ts', 'core/consent/refuse-under-age.server.ts'],
    ['app/http/welcome.test.ts', 'core/consent/age-limits.test.ts'],
  ),
  P50: proven(
    'children',
    ['core/support/decide-report.server.ts', 'prisma/migrations/20261122210100_under_age/migration.sql'],
    ['core/support/reports.server.test.ts', 'app/http/under-age.test.ts'],
  ),
  P51: proven(
    'changes',
    ['core/policies/versions.ts', 'core/policies/post-versions.server.ts'],
    ['core/policies/versions.test.ts', 'core/policies/promises.server.test.ts', 'app/http/policies.test.ts'],
  ),
  P52: proven(
    'changes',
    ['core/policies/read-policy.server.ts'],
    ['app/http/policies.test.ts', 'core/policies/promises.server.test.ts'],
  ),
  P53: proven('contact', ['core/support/open-case.server.ts'], ['core/support/cases.server.test.ts']),
  A01: proven('ai-scope', ['core/ai/ask-model.server.ts', 'core/ai/features.ts'], ['core/ai/gateway.server.test.ts']),
  A02: proven(
    'oversight',
    ['core/platform/roles.ts', 'core/policies/decisions.ts'],
    ['core/platform/keep-roles.server.test.ts', 'core/assistant/promises.server.test.ts'],
  ),
  A03: proven(
    'ai-scope',
    ['core/policies/ai-document.ts', 'core/policies/decisions.ts'],
    ['core/policies/promises.server.test.ts', 'app/http/ai.test.ts'],
  ),
  A04: { group: 'moderation', kind: 'proven', awaits: 'moderation' },
  A05: { group: 'recs', kind: 'proven', awaits: 'partnerships' },
  A06: proven(
    'insights',
    ['core/insights/internal/write-prompt.ts', 'core/insights/rules/channel-marks.ts', 'core/ai/features.ts'],
    ['core/insights/promises.server.test.ts', 'core/insights/reports.server.test.ts'],
  ),
  A07: { group: 'support', kind: 'proven', awaits: 'support' },
  A08: { group: 'support', kind: 'proven', awaits: 'support' },
  A09: { group: 'support', kind: 'proven', awaits: 'support' },
  A10: { group: 'support', kind: 'proven', awaits: 'support' },
  A11: { group: 'support', kind: 'proven', awaits: 'support' },
  A12: { group: 'support', kind: 'proven', awaits: 'support' },
  A13: proven(
    'minimise',
    ['core/ai/rules/redact.ts', 'core/ai/internal/compose-request.ts'],
    ['core/ai/rules/redact.test.ts', 'core/ai/gateway.server.test.ts'],
  ),
  A14: { group: 'retention', kind: 'proven', awaits: 'support' },
  A15: proven(
    'law',
    ['core/platform/purpose-guard.ts', 'core/privacy/purpose-reach.ts', 'core/ai/schema.ts'],
    ['core/policies/negative-controls.test.ts'],
  ),
  A16: { group: 'support', kind: 'proven', awaits: 'support' },
  A17: proven('minimise', ['core/ai/internal/compose-request.ts'], ['core/ai/gateway.server.test.ts']),
  A18: proven(
    'label',
    ['core/ai/rules/surfaces.ts', 'prisma/migrations/20261123140000_written_by/migration.sql'],
    ['app/http/ai.test.ts', 'bot/commands/assistant/ask.test.ts', 'core/assistant/promises.server.test.ts'],
  ),
  A19: { group: 'oversight', kind: 'proven', awaits: 'moderation' },
  A20: proven(
    'oversight',
    ['core/ai/internal/keep-sample.server.ts', 'core/ai/review-answer.server.ts'],
    ['core/ai/oversight.server.test.ts', 'app/http/ai.test.ts'],
  ),
  A21: proven(
    'oversight',
    ['core/ai/set-switch.server.ts', 'core/ai/internal/reserve-call.server.ts'],
    ['core/ai/forbidden-calls.server.test.ts'],
  ),
  A22: proven(
    'security',
    ['core/platform/roles.ts', 'core/assistant/internal/tools/make-tools.server.ts'],
    [
      'core/platform/keep-roles.server.test.ts',
      'core/assistant/asking.server.test.ts',
      'core/assistant/promises.server.test.ts',
    ],
  ),
  A23: { group: 'moderation', kind: 'proven', awaits: 'moderation' },
  A24: { group: 'moderation', kind: 'proven', awaits: 'moderation' },
  A25: { group: 'moderation', kind: 'proven', awaits: 'moderation' },
  A26: { group: 'appeals', kind: 'proven', awaits: 'moderation' },
  A27: { group: 'logs', kind: 'proven', awaits: 'moderation' },
  A28: { group: 'training', kind: 'proven', awaits: 'moderation' },
  A29: { group: 'oversight', kind: 'proven', awaits: 'moderation' },
  A30: proven(
    'training',
    ['core/ai/add-up-feedback.server.ts', 'prisma/migrations/20261123142000_ai_feedback/migration.sql'],
    ['core/ai/feedback.server.test.ts'],
  ),
  A31: { group: 'insights', kind: 'proven', awaits: 'support' },
  A32: proven(
    'insights',
    ['core/insights/internal/read-numbers.server.ts', 'core/insights/rules/find-facts.ts'],
    ['core/insights/promises.server.test.ts', 'core/insights/sentences.test.ts'],
  ),
  A33: proven('training', ['core/ai/model-client.server.ts'], ['core/ai/pins.server.test.ts']),
  A34: proven(
    'ai-egress',
    ['core/ai/rules/pins.ts', 'prisma/migrations/20261123120000_ai_oversight/migration.sql'],
    ['core/ai/pins.server.test.ts', 'core/ai/oversight.server.test.ts'],
  ),
  A35: { group: 'oversight', kind: 'proven', awaits: 'moderation' },
  A36: proven(
    'monetise',
    ['core/policies/vendors.ts', 'core/guilds/schema.ts', 'core/billing/schema.ts'],
    ['core/insights/promises.server.test.ts', 'core/policies/versions.test.ts'],
  ),
  A37: { group: 'partners', kind: 'proven', awaits: 'partnerships' },
  A38: { group: 'optout', kind: 'proven', awaits: 'support' },
  A39: proven(
    'optout',
    ['core/ai/set-guild-opt-out.server.ts', 'core/ai/internal/reserve-call.server.ts'],
    ['core/insights/reports.server.test.ts', 'app/http/guild-insights.test.ts', 'core/ai/gateway.server.test.ts'],
  ),
  A40: { group: 'optout', kind: 'proven', awaits: 'partnerships' },
  A41: proven(
    'optout',
    ['core/ai/add-up-feedback.server.ts', 'core/ai/set-opt-out.server.ts', 'core/ai/internal/keep-sample.server.ts'],
    ['core/ai/feedback.server.test.ts', 'app/http/ai.test.ts'],
  ),
  A42: proven(
    'logs',
    ['core/ai/list-own-calls.server.ts', 'core/ai/personal-data.server.ts'],
    ['core/ai/oversight.server.test.ts', 'app/http/ai.test.ts'],
  ),
  A43: { group: 'rights', kind: 'proven', awaits: 'partnerships' },
  A44: { group: 'logs', kind: 'proven', awaits: 'moderation' },
  A45: proven(
    'rights',
    [
      'core/assistant/personal-data.server.ts',
      'core/ai/personal-data.server.ts',
      'core/privacy/run-requests.server.ts',
    ],
    ['core/assistant/promises.server.test.ts', 'bot/jobs/run-rights.test.ts'],
  ),
  A46: { group: 'complaints', kind: 'proven', awaits: 'support' },
  A47: { group: 'complaints', kind: 'proven', awaits: 'support' },
  A48: { group: 'complaints', kind: 'proven', awaits: 'support' },
  A49: attested('third', ['core/ai/rules/pins.ts'], ['core/ai/pins.server.test.ts', 'core/ai/gateway.server.test.ts']),
  A50: attested(
    'third',
    ['core/ai/rules/pins.ts', 'core/ai/internal/reserve-call.server.ts'],
    ['core/ai/gateway.server.test.ts'],
  ),
  A51: proven('third', ['core/ai/internal/compose-request.ts'], ['core/ai/gateway.server.test.ts']),
  A52: proven(
    'third',
    ['core/ai/set-switch.server.ts', 'core/ai/rules/pins.ts'],
    ['core/ai/gateway.server.test.ts', 'core/ai/forbidden-calls.server.test.ts'],
  ),
  A53: proven(
    'third',
    ['core/ai/read-register.server.ts', 'core/ai/internal/reserve-call.server.ts'],
    ['core/ai/oversight.server.test.ts', 'app/http/ai.test.ts'],
  ),
  A54: proven(
    'limits',
    ['core/ai/rules/surfaces.ts', 'app/components/ai/WrittenBy.tsx'],
    ['app/http/ai.test.ts', 'bot/commands/assistant/ask.test.ts', 'core/assistant/promises.server.test.ts'],
  ),
  A55: proven(
    'limits',
    ['core/assistant/rules/critical-topics.ts', 'core/assistant/rules/critical-words.ts'],
    ['core/assistant/rules/critical-topics.test.ts', 'app/http/ai.test.ts', 'bot/commands/assistant/ask.test.ts'],
  ),
  A56: proven(
    'limits',
    ['core/assistant/apply-proposal.server.ts', 'prisma/migrations/20261123110000_assistant/migration.sql'],
    ['core/assistant/history.server.test.ts'],
  ),
  A57: proven(
    'limits',
    ['app/components/insights/ReportView.tsx', 'core/insights/rules/check-sentence.ts'],
    ['app/http/guild-insights.test.ts', 'core/insights/check-sentence.test.ts', 'core/insights/sentences.test.ts'],
  ),
  A58: proven(
    'limits',
    ['core/ai/evaluations.ts', 'core/ai/run-due-evaluations.server.ts', 'bot/jobs/evaluate-ai.ts'],
    ['core/ai/evaluations.server.test.ts'],
  ),
  A59: { group: 'support', kind: 'attested', awaits: 'support' },
  A60: { group: 'support', kind: 'proven', awaits: 'support' },
  A61: { group: 'oversight', kind: 'proven', awaits: 'moderation' },
  A62: proven(
    'partners',
    ['core/platform/roles.ts'],
    ['core/platform/keep-roles.server.test.ts', 'core/assistant/promises.server.test.ts'],
  ),
  A63: proven(
    'children',
    ['core/ai/internal/reserve-call.server.ts'],
    ['core/ai/gateway.server.test.ts', 'core/ai/forbidden-calls.server.test.ts'],
  ),
  A64: { group: 'children', kind: 'proven', awaits: 'moderation' },
  A65: { group: 'children', kind: 'proven', awaits: 'moderation' },
  A66: proven(
    'children',
    ['core/support/internal/take-in-report.server.ts', 'core/support/carry-out-reports.server.ts'],
    ['core/support/reports.server.test.ts', 'app/http/under-age.test.ts', 'e2e/support.spec.ts'],
  ),
  A67: proven(
    'changes',
    ['core/policies/write-policy.server.ts', 'core/policy-sources.server.ts'],
    ['core/policies/versions.test.ts'],
  ),
  A68: proven(
    'changes',
    [
      'core/policies/post-versions.server.ts',
      'core/policies/list-notices.server.ts',
      'core/ai/rules/check-register.ts',
    ],
    ['core/policies/promises.server.test.ts', 'core/policies/rules.test.ts', 'core/ai/rules/check-register.test.ts'],
  ),
  A69: proven(
    'changes',
    ['core/ai/schema.ts', 'core/ai/rules/check-register.ts', 'core/ai/internal/reserve-call.server.ts'],
    ['core/ai/rules/check-register.test.ts', 'core/ai/gateway.server.test.ts'],
  ),
  A70: proven(
    'governance',
    ['core/ai/rules/check-register.ts', 'core/ai/model-client.server.ts', 'core/ai/internal/reserve-call.server.ts'],
    ['core/ai/rules/check-register.test.ts', 'core/ai/gateway.server.test.ts'],
  ),
  A71: proven(
    'governance',
    ['core/ai/read-register.server.ts', 'core/ai/features.ts'],
    ['app/http/ai.test.ts', 'core/ai/oversight.server.test.ts'],
  ),
  A72: attested(
    'governance',
    ['core/ai/run-due-evaluations.server.ts', 'core/policies/plan-audit.server.ts'],
    ['core/ai/evaluations.server.test.ts', 'core/policies/attestations.server.test.ts'],
  ),
  A73: attested(
    'governance',
    ['core/ai/rules/check-register.ts'],
    ['core/ai/rules/check-register.test.ts', 'core/ai/boot.server.test.ts'],
  ),
  A74: proven(
    'governance',
    ['core/policies/open-incident.server.ts', 'prisma/migrations/20261123121000_ai_incidents/migration.sql'],
    ['core/policies/incidents.server.test.ts'],
  ),
  A75: proven(
    'governance',
    ['core/ai/write-change.server.ts', 'prisma/migrations/20261123142000_ai_feedback/migration.sql'],
    ['core/ai/feedback.server.test.ts', 'app/http/ai.test.ts'],
  ),
  A76: attested(
    'governance',
    ['core/policies/plan-audit.server.ts', 'core/policies/attest-promise.server.ts'],
    ['core/policies/attestations.server.test.ts'],
  ),
  A77: { group: 'contact', kind: 'proven', awaits: 'support' },
  X01: proven(
    'security',
    ['core/platform/crypto.server.ts', 'core/accounts/reseal-values.server.ts'],
    ['core/accounts/sealing.server.test.ts', 'core/accounts/promises.server.test.ts'],
  ),
  X02: proven(
    'security',
    ['prisma/migrations/20261122161000_incident/migration.sql', 'core/policies/tell-of-incident.server.ts'],
    ['core/policies/incidents.server.test.ts'],
  ),
  X03: proven(
    'guild-analytics',
    ['core/analytics/get-coverage.server.ts', 'core/analytics/rules/series.ts'],
    ['core/analytics/coverage-promise.server.test.ts', 'core/analytics/rules/series.test.ts'],
  ),
};

export const promiseIds = Object.keys(promises) as readonly PromiseId[];
