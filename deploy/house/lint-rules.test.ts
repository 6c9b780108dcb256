import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { runTool } from '../tools.mjs';

const reportSchema = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

/** What Biome must say of each module. */
const expected: readonly (readonly [module: string, rule: string])[] = [
  ['core/accounts/reads-the-environment.ts', 'lint/style/noProcessEnv'],
  ['bot/commands/starts-clusters.ts', 'lint/style/noRestrictedImports'],
  ['app/components/imports-every-icon.tsx', 'lint/style/noRestrictedImports'],
  ['core/accounts/barrel.ts', 'lint/performance/noReExportAll'],
  ['core/accounts/prints.ts', 'lint/suspicious/noConsole'],
  ['core/accounts/gives-up-on-types.ts', 'lint/suspicious/noExplicitAny'],
  ['core/accounts/skipped.test.ts', 'lint/suspicious/noSkippedTests'],
];

let folder: string;
let found: (readonly [string, string])[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'procord-lint-'));
  await cp('deploy/house/violations', folder, { recursive: true });
  const config = JSON.parse(await readFile('biome.json', 'utf8'));
  await writeFile(
    path.join(folder, 'biome.json'),
    JSON.stringify({ ...config, root: true, $schema: undefined, vcs: undefined, files: { includes: ['**'] } }),
  );
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', `--config-path=${folder}`, folder];
  const { output } = await runTool('biome', args, { allow: [1] });
  const report = reportSchema.parse(JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)));
  found = report.diagnostics.map((one) => [
    path.relative(folder, path.resolve(folder, one.location.path)),
    one.category,
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

test.each(expected)('%s is caught by %s', (module, rule) => {
  expect(found).toContainEqual([module, rule]);
});
