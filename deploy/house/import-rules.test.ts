import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise, type ICruiseResult, type IReporterOutput } from 'dependency-cruiser';
import { expect, test } from 'vitest';

const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
const violations = path.resolve('deploy/house/violations');

/** Which rules each module breaks. A rule without a `from` module in this list is a rule that nobody saw fail. */
const expected: Readonly<Record<string, string>> = {
  'room-order-line-1': 'core/platform/imports-a-room-above.ts',
  'room-order-line-2': 'core/i18n/imports-its-own-line.ts',
  'room-order-line-3': 'core/guilds/imports-a-room-above.ts',
  'room-order-line-4': 'core/billing/imports-a-room-above.ts',
  'room-order-line-5': 'core/analytics/imports-its-own-line.ts',
  'room-order-line-6': 'core/insights/imports-its-own-line.ts',
  'room-is-known': 'core/gossip/has-no-place.ts',
  'compositions-stand-above-the-rooms': 'core/accounts/imports-a-composition.ts',
  'core-imports-no-edge': 'core/accounts/imports-the-dashboard.ts',
  'core-imports-no-framework': 'core/accounts/imports-react.ts',
  'discord-packages-in-two-rooms': 'core/accounts/imports-discord-types.ts',
  'app-imports-no-bot': 'app/routes/imports-the-bot.tsx',
  'bot-imports-no-app': 'bot/commands/imports-the-dashboard.ts',
  'internals-are-private-to-a-room': 'core/billing/imports-internals.ts',
  'internals-are-private-to-core': 'bot/commands/imports-internals.ts',
  'nothing-imports-the-simulator': 'bot/commands/imports-the-simulator.ts',
  'simulator-imports-no-product': 'simulator/imports-the-product.ts',
  'one-door-to-models': 'core/accounts/speaks-to-a-model.ts',
  'database-in-server-files': 'bot/commands/speaks-to-the-database.ts',
  'browser-imports-no-server-file': 'app/components/imports-a-server-file.tsx',
  'browser-imports-rules-and-schema': 'app/components/imports-past-the-rules.tsx',
  'rules-import-no-server-file': 'core/billing/rules/imports-a-server-file.ts',
  'privacy-imports-no-room': 'core/privacy/imports-room-data.ts',
  'sharding-library-in-the-entries': 'bot/commands/imports-the-sharding-library.ts',
  'folders-meet-by-alias': 'bot/commands/reaches-a-room-by-path.ts',
  'rooms-meet-by-alias': 'core/billing/reaches-a-room-by-path.ts',
  'product-imports-no-dev-package': 'core/platform/imports-a-dev-package.ts',
  'no-circle': 'core/platform/circle-a.ts',
  'imports-exist': 'core/platform/imports-nothing.ts',
};

async function broken(folders: string[], baseDir?: string): Promise<[rule: string, from: string][]> {
  const { forbidden, options } = config;
  const done: IReporterOutput = await cruise(folders, {
    ...options,
    ...(baseDir ? { baseDir } : {}),
    validate: true,
    ruleSet: { forbidden, options },
  });
  const { summary } = done.output as ICruiseResult;
  return summary.violations.map((one) => [one.rule.name, one.from]);
}

test('each rule catches the module that breaks it', async () => {
  const found = await broken(['app', 'bot', 'core', 'simulator'], violations);
  for (const [rule, module] of Object.entries(expected)) expect(found, rule).toContainEqual([rule, module]);
});

test('there is a module that breaks it for every rule', () => {
  const rules: string[] = config.forbidden.map((rule: { name: string }) => rule.name);
  expect(rules.filter((rule) => !(rule in expected))).toEqual([]);
});
