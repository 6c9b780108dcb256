import { expect, type Page } from '@playwright/test';

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };

/** Nothing is wider than the window: what does not fit must wrap, shorten or scroll in a box of its own. */
export async function expectNoOverflow(page: Page, where = page.url()): Promise<void> {
  const wide = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return null;
    const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > limit + 1);
    const names = out.slice(0, 5).map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`);
    return `${document.documentElement.scrollWidth} px in a window of ${limit}: ${names.join(' | ')}`;
  });
  expect(wide, `wider than the window: ${where}`).toBeNull();
}
