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

/** A button of the page's main part, or of a part of it. */
export const press = (within: Page | Locator, button: string) =>
  ('goto' in within ? within.getByRole('main') : within)
    .getByRole('button', { name: button, exact: true })
    .press('Enter');
export const choose = (within: Page | Locator, radio: string) =>
  within.getByRole('radio', { name: radio, exact: true }).press('Space');
export const type = (within: Page | Locator, label: string, words: string) =>
  within.getByLabel(label, { exact: true }).pressSequentially(words);
/** The first of a list, after the words that nothing is chosen yet. */
export const chooseFirst = (within: Page | Locator, label: string) =>
  within.getByLabel(label, { exact: true }).press('ArrowDown');
