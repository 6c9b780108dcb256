import type { LaunchOptions } from '@playwright/test';
import { findChromium } from '../../deploy/chromium.mjs';

/** A browser that is there already, else Playwright's own. It keeps to itself: no updates, no sync, no first-run pages. */
export function chromiumOptions(): LaunchOptions {
  const executablePath = findChromium();
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      // The sandbox of Chromium refuses root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  };
}
