import { expect, type Locator, type Page } from '@playwright/test';

/** Goes on with Tab until `target` has the focus; each stop on the way must show where the focus is. */
export async function tabTo(page: Page, target: Locator, most = 60): Promise<void> {
  for (let stops = 0; stops < most; stops += 1) {
    await page.keyboard.press('Tab');
    const marked = await page.evaluate(() => {
      const stop = document.activeElement;
      if (!stop || stop === document.body) return true;
      const { outlineStyle, outlineWidth, stroke } = getComputedStyle(stop);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || stroke !== 'none';
    });
    expect(marked, `the focus is to be seen at stop ${stops + 1} of ${page.url()}`).toBe(true);
    if (await target.evaluate((one) => one === document.activeElement)) return;
  }
  throw new Error(`${most} stops and not there: ${page.url()}`);
}
