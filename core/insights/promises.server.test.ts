import { expect, test } from 'vitest';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { insightsProbes } from './promises.server.ts';

test('what is read, what a model gets and what is shown are seen kept, with their figures', async () => {
  const db = await createTestDatabase();
  const probes = insightsProbes({ db, clock: { now: () => Date.now() } });
  const seen = Object.fromEntries(await Promise.all(probes.map(async ({ promise, look }) => [promise, await look()])));
  expect(seen).toEqual({
    A36: {
      state: 'kept',
      facts: {
        thirdParties: ['discord', 'stripe', 'openrouter', 'mail'],
        exportScopes: ['read:days', 'read:channels', 'read:retention', 'read:coverage'],
        sold: ['premium_monthly', 'premium_yearly'],
      },
    },
    A06: { state: 'kept', facts: { insightInputs: ['totals'] } },
    A32: { state: 'kept', facts: { insightReports: 0, insightTables: expect.any(Array) } },
    A57: { state: 'kept', facts: { insightReports: 0, insightWithheld: 0 } },
  });
  expect(seen.A32.facts.insightTables).toEqual([
    ...['analytics.active_month', 'analytics.channel_day', 'analytics.channel_hour', 'analytics.guild_day'],
    'analytics.retention_week',
  ]);
  await db.close();
});
