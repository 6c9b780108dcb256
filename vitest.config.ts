import { defineConfig } from 'vitest/config';

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
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
