import type { ModelSettings } from '../model-client.server.ts';
import type { Feature } from '../schema.ts';
import type { WantedCall } from './reserve-call.server.ts';

/** A use of a model that only probes know, and what they ask with it. Nothing of it leaves. */
export const tried: Feature = {
  purpose: 'use-model',
  fields: ['question'],
  promptVersion: 1,
  optOut: ['person', 'guild'],
  underAge: 'refused',
  assessment: {
    ...{ promptVersion: 1, fields: ['question'], on: '2000-01-01', until: '9999-12-31', by: 'a probe' },
    document: 'docs/assessments/probe.md',
  },
  budget: { personNanos: 10n ** 9n, guildNanos: 10n ** 9n },
  maxTokens: 1,
  timeoutMs: 1_000,
  reviewOneIn: 1,
  surfaces: ['answer'],
};

/** Discord's first snowflakes are from 2015: nobody has this id, and no guild. */
const NOBODY = '1';

export const wanted: WantedCall = {
  ...{ name: 'tried', feature: tried, personId: NOBODY, guildId: NOBODY, model: 'tried', fields: ['question'] },
  ...{ redacted: 0, reserveNanos: 1n },
};

/** An endpoint that is not there. */
export const triedSettings: ModelSettings = {
  apiKey: 'tried',
  apiUrl: 'https://models.invalid/api/v1',
  models: ['tried'],
  vendors: [{ id: 'tried', name: 'Tried', country: 'DE', agreement: 'https://models.invalid/', until: '9999-12-31' }],
  prices: { prompt: 1, completion: 1 },
  dayBudget: 1_000_000,
};
