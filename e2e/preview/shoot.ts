import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { findingsOf } from '../setup/axe.ts';
import { servePreview } from './serve.ts';

/**
 * Draws every preview on a phone and a desktop, light and dark, and runs axe on it. Says what is wrong and fails on it:
 * a finding of axe, an error in the console (the policy, a page that does not hydrate), a page wider than its window.
 *   node --import tsx e2e/preview/shoot.ts [folder] [name …]
 */
const [folder = 'shots/preview', ...wanted] = process.argv.slice(2);
const locale = process.env.PREVIEW_LOCALE ?? 'en';
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
const themes = ['light', 'dark'] as const;
const arguments_ = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

async function launch(): Promise<Browser> {
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  return chromium.launch({ ...(installed ? { executablePath: installed } : {}), args: arguments_ });
}

mkdirSync(folder, { recursive: true });
const preview = await servePreview(path.resolve(folder, '.build'));
const browser = await launch();
const problems: string[] = [];
for (const name of preview.names.filter((one) => wanted.length === 0 || wanted.includes(one))) {
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const theme of themes) {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce', deviceScaleFactor: 1 });
      const page = await context.newPage();
      const label = `${name} ${size} ${theme}`;
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') problems.push(`${label}: ${message.text()}`);
      });
      page.on('pageerror', (error) => problems.push(`${label}: ${error.message}`));
      await page.goto(`${preview.url}/${name}?theme=${theme}&locale=${locale}`);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(150);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) problems.push(`${label}: ${wide} px wider than the window`);
      await page.screenshot({ path: path.join(folder, `${name}-${size}-${theme}.png`), fullPage: true });
      for (const finding of await findingsOf(page)) problems.push(`${label}: axe ${finding}`);
      await context.close();
    }
  }
}
await browser.close();
await preview.close();
process.stdout.write(problems.length > 0 ? `${problems.join('\n')}\n` : 'no findings\n');
process.exitCode = problems.length > 0 ? 1 : 0;
