import type { Words } from '#core/i18n/english.ts';
import { nanosOf } from './rules/money.ts';
import type { Feature } from './schema.ts';

/** Uses that have words under `ai.feature` of core/i18n. */
export type FeatureName = keyof Words['ai']['feature'];

/** Every use of a model. What is not here is refused. */
export const features = {
  /** Words for what the totals of a guild say: core/insights. */
  insights: {
    purpose: 'use-model',
    fields: ['totals'],
    promptVersion: 1,
    optOut: ['guild', 'person'],
    underAge: 'refused',
    assessment: {
      promptVersion: 1,
      fields: ['totals'],
      on: '2026-11-23',
      until: '2027-11-22',
      by: 'The maintainers of Procord',
      document: 'docs/assessments/insights.md',
    },
    budget: { personNanos: nanosOf(0.2), guildNanos: nanosOf(0.4) },
    maxTokens: 1_500,
    timeoutMs: 20_000,
    reviewOneIn: 5,
    surfaces: ['report', 'report-file', 'digest', 'sample'],
  },
  /** Answers people who manage a guild, about it: core/assistant. */
  assistant: {
    purpose: 'use-model',
    fields: ['question', 'history', 'structure', 'totals', 'knowledge', 'settings', 'documentation'],
    promptVersion: 1,
    optOut: ['person', 'guild'],
    underAge: 'refused',
    assessment: {
      promptVersion: 1,
      fields: ['question', 'history', 'structure', 'totals', 'knowledge', 'settings', 'documentation'],
      on: '2026-11-23',
      until: '2027-11-22',
      by: 'The maintainers of Procord',
      document: 'docs/assessments/assistant.md',
    },
    budget: { personNanos: nanosOf(1), guildNanos: nanosOf(3) },
    maxTokens: 1_200,
    timeoutMs: 30_000,
    reviewOneIn: 100,
    surfaces: ['answer', 'coming-answer', 'proposal', 'entry', 'answer-file', 'discord-answer', 'sample'],
  },
} as const satisfies Partial<Record<FeatureName, Feature>>;
