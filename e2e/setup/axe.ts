import { expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';
import { desktop, expectNoOverflow, phone } from './layout.ts';

const rules = {
  all: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  colours: { type: 'rule', values: ['color-contrast'] },
} as const satisfies Record<string, RunOptions['runOnly']>;
type Rules = keyof typeof rules;

/** What axe finds on the page as it stands, a line each. No page has frames, which it would have to be put into as well. */
export async function findingsOn(page: Page, which: Rules = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async (options) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, options);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
    },
    { runOnly: rules[which], resultTypes: ['violations'] } as RunOptions,
  );
}

/** No finding of axe on the page as it stands. */
export async function expectAccessible(page: Page, where: string, which: Rules = 'all'): Promise<void> {
  expect.soft(await findingsOn(page, which), `axe, ${where}: ${page.url()}`).toEqual([]);
}

const looks = [
  { size: phone, colorScheme: 'light', which: 'all' },
  { size: phone, colorScheme: 'dark', which: 'colours' },
  { size: desktop, colorScheme: 'dark', which: 'all' },
  { size: desktop, colorScheme: 'light', which: 'colours' },
] as const;

/** The same on a phone and a desktop, light and dark; and nothing is wider than the window. */
export async function expectAccessibleEverywhere(page: Page): Promise<void> {
  for (const { size, colorScheme, which } of looks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page, `${size.width} px, ${colorScheme}`, which);
    await expectNoOverflow(page);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoOverflow(page);
}
