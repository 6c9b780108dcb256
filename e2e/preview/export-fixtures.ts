import type { InsightsData } from '#app/components/export/insights-props.ts';
import type { ExportData } from '#app/components/export/props.ts';

/** Invented data of the export pages, for looking at them without a server behind them. */
const guild = { id: '1008573961182642176', name: 'Lantern Harbour' };
const days = { from: '2025-11-21', to: '2026-11-20' };
const at = (date: string) => new Date(`${date}T09:30:00Z`);

export const exportPage: ExportData = {
  guild,
  schema: 'procord.analytics/1',
  chosen: days,
  count: 365,
  known: 351,
  recorded: days,
  presets: [7, 28, 90].map((count) => ({ days: count, from: '2026-10-24', to: days.to })),
  entitlement: 'grace',
  deletesAtMs: Date.UTC(2026, 11, 5),
  tokens: [
    {
      id: '0a5e2a5c-6b0e-4a3e-9c1e-2f4b7f5d8a01',
      name: 'The screen in the hall of the community centre',
      scopes: ['read:days', 'read:channels', 'read:retention', 'read:coverage'],
      hint: 'procord_Zq3x',
      madeBy: 'Marguerite',
      createdAt: at('2026-09-01'),
      expiresAt: at('2026-11-30'),
      lastUsedAt: at('2026-11-20'),
      revokedAt: null,
      state: 'live',
    },
    {
      id: '0a5e2a5c-6b0e-4a3e-9c1e-2f4b7f5d8a02',
      name: 'Trial',
      scopes: ['read:days'],
      hint: 'procord_a8Lm',
      madeBy: null,
      createdAt: at('2026-10-01'),
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: at('2026-11-02'),
      state: 'revoked',
    },
  ],
  revoked: false,
};

export const insightsPage: InsightsData = {
  guild,
  files: [
    {
      kind: 'messages',
      interval: 'week',
      from: '2026-10-26',
      to: '2026-11-15',
      importedAt: at('2026-11-20'),
      compared: true,
    },
    {
      kind: 'membership',
      interval: 'day',
      from: '2026-10-26',
      to: '2026-11-15',
      importedAt: at('2026-11-20'),
      compared: false,
    },
  ],
  comparisons: [
    {
      kind: 'messages',
      interval: 'week',
      measure: 'messages',
      intervals: [
        { from: '2026-10-26', to: '2026-11-01', discord: 18_120, here: 18_262, observed: 1 },
        { from: '2026-11-02', to: '2026-11-08', discord: 20_311, here: 17_004, observed: 0.81 },
        { from: '2026-11-09', to: '2026-11-15', discord: 19_870, here: null, observed: 0 },
      ],
    },
  ],
  most: { files: 8, bytes: 250_000 },
  deleted: false,
};
