import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { desktop, expectNoOverflow, phone } from './layout.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Rules = 'all' | 'colours';

/** No finding of axe on the page as it stands. */
export async function expectAccessible(page: Page, where: string, rules: Rules = 'all'): Promise<void> {
  // No page has frames, for which axe would open a window of its own each time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (rules === 'all' ? axe.withTags(tags) : axe.withRules(['color-contrast'])).analyze();
  const said = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
  expect.soft(said, `axe, ${where}: ${page.url()}`).toEqual([]);
}

const looks = [
  { size: phone, colorScheme: 'light', rules: 'all' },
  { size: phone, colorScheme: 'dark', rules: 'colours' },
  { size: desktop, colorScheme: 'dark', rules: 'all' },
  { size: desktop, colorScheme: 'light', rules: 'colours' },
] as const;

/** The same on a phone and a desktop, light and dark; and nothing is wider than the window. */
export async function expectAccessibleEverywhere(page: Page): Promise<void> {
  for (const { size, colorScheme, rules } of looks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page, `${size.width} px, ${colorScheme}`, rules);
    await expectNoOverflow(page);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoOverflow(page);
}

/** Runs axe, which is a script, on pages of a browser that runs none: on the same HTML in another browser, without its scripts. */
export async function onlooker(context: BrowserContext) {
  const copy = await context.newPage();
  let body = '';
  await copy.route('**/*', (route) =>
    route.request().isNavigationRequest() ? route.fulfill({ contentType: 'text/html', body }) : route.continue(),
  );
  return {
    async expectAccessible(page: Page, where: string): Promise<void> {
      body = (await page.content()).replace(/<script[\s\S]*?<\/script>|<link[^>]*rel="(?:module)?preload"[^>]*>/g, '');
      await copy.goto(page.url());
      await expectAccessible(copy, where);
    },
  };
}
