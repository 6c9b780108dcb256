import type { Register } from '../schema.ts';

/** A register as it would be where somebody changed a prompt, and nobody looked at what that does to people. */
export const features: Register = {
  unassessed: {
    ...{ purpose: 'use-model', fields: ['question'], promptVersion: 2, optOut: ['person'], underAge: 'refused' },
    assessment: {
      ...{ promptVersion: 1, fields: ['question'], on: '2026-01-01', until: '2099-01-01', by: 'a test' },
      document: 'docs/assessments/none.md',
    },
    budget: { personNanos: 1n, guildNanos: 1n },
    ...{ maxTokens: 1, timeoutMs: 1, reviewOneIn: 1, surfaces: ['answer'] },
  },
};
