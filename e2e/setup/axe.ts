import { type BrowserContext, expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import { desktop, expectNoOverflow, phone } from './layout.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Rules = 'all' | 'colours';

/** What axe finds on the page as it stands: its rule and where. No page has frames. */
export async function findingsOf(page: Page, rules: Rules = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async (runOnly) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly,
        resultTypes: ['violations'],
        iframes: false,
      });
      return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
    },
    rules === 'all' ? tags : ['color-contrast'],
  );
}

/** No finding of axe on the page as it stands. */
export async function expectAccessible(page: Page, where: string, rules: Rules = 'all'): Promise<void> {
  expect.soft(await findingsOf(page, rules), `axe, ${where}: ${page.url()}`).toEqual([]);
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
