import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './e2e/setup/chromium.ts';

/**
 * The whole product in a browser: started once for all, on a simulated Discord. Specs called `*.storm.spec.ts` break
 * something that others stand on, so they run after the rest and one at a time.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/setup/global-setup.ts',
  fullyParallel: true,
  // Two would leave a processor idle while a test waits for its minute.
  workers: 3,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: chromiumOptions(),
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'calm', testMatch: /(?<!\.storm)\.spec\.ts$/ },
    { name: 'storms', testMatch: /\.storm\.spec\.ts$/, dependencies: ['calm'], workers: 1 },
  ],
});
