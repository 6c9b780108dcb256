import { desktop, expectNoOverflow, phone } from './setup/layout.ts';
import { expect, test } from './setup/test.ts';
import { showViews } from './setup/views.ts';

test('words that are half as long again break no view', async ({ page }) => {
  test.slow();
  const { names, show } = await showViews(page, 'en-XA');
  for (const name of names) {
    await show(name);
    await expect(page.locator('body'), 'in the longer words, under the stylesheet').toContainText('~~~');
    await expect(page.locator('body')).toHaveCSS('font-size', '14px');
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport);
      await expectNoOverflow(page, name);
    }
  }
});
