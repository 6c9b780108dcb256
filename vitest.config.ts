import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files of more than half a minute each. One that began last would run alone while a processor rests; those that mostly
 * wait come first, beside each other.
 */
const longest = [
  'bench/chaos/chaos.test.ts',
  'bot/jobs/heal-gaps.test.ts',
  'bot/cluster/start-cluster.test.ts',
  'bot/cluster/cluster-process.test.ts',
  'bench/event-orders/event-orders.test.ts',
  'core/analytics/roll-up.server.test.ts',
  'bench/ingest/consume.test.ts',
  'bench/fuzz-web/fuzz-web.test.ts',
  'app/http/web-process.test.ts',
  'app/http/authorization-matrix.test.ts',
  'app/http/guild-pages.test.ts',
  'core/analytics/roll-up-people.server.test.ts',
  'bot/collector/read-message-create.test.ts',
];
for (const file of longest)
  if (!existsSync(file)) throw new Error(`${file} is named in vitest.config.ts and not there`);

/** A fresh clone knows no times and would begin with the files of most bytes. */
class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
      return place === -1 ? longest.length : place;
    };
    return (await super.sort(specifications)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['{app,bot,core,simulator,deploy,bench,prisma}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'deploy/house/violations/**'],
    globalSetup: ['core/platform/testing/postgres-setup.ts'],
    environment: 'node',
    pool: 'forks',
    // Loading the packages anew for each file would take more than most files do. No test may change what others see.
    isolate: false,
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
