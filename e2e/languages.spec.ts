import { expectNoOverflow, phone } from './setup/layout.ts';
import { expect, test } from './setup/test.ts';
import { showViews } from './setup/views.ts';

test.use({ viewport: phone });

test('written from right to left, nothing is wider than a phone and nothing is pinned to the left', async ({
  page,
}) => {
  test.slow();
  const { names, show } = await showViews(page, 'en-XB');
  for (const name of names) {
    await show(name);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await expectNoOverflow(page, name);
  }
  await show(names[0] ?? '');
  const [title, main] = [await page.locator('h1').first().boundingBox(), await page.locator('main').boundingBox()];
  const right = (box: typeof title) => (box ? box.x + box.width : Number.NaN);
  expect(right(main) - right(title), 'a title begins at the right').toBeLessThan(40);
});

test('a page in German comes alive in German, with the words of German alone', async ({ browserOf, watch }) => {
  const context = await browserOf('owner', { locale: 'de-DE', viewport: phone });
  const page = await context.newPage();
  const words: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/assets/words/')) words.push(new URL(request.url()).pathname);
  });
  for (const address of ['/', '/guilds', '/privacy', '/trust', '/api/docs']) {
    await page.goto(address);
    await expect(page.locator('html[lang=de][data-js]')).toBeAttached();
    await expectNoOverflow(page);
  }
  await expect(page.getByText('Konto', { exact: true })).toBeVisible();
  expect(new Set(words.map((one) => one.replace(/\.[\w-]{12}\./, '.')))).toEqual(new Set(['/assets/words/de.json']));
  expect(watch.unexpected).toEqual([]);
});

test('a language is chosen in its own name, and the page speaks it', async ({ page }) => {
  await page.goto('/privacy');
  await expect(page.locator('html[lang=en][data-js]')).toBeAttached();
  await page.getByRole('button', { name: '日本語' }).click();
  await expect(page.locator('html[lang=ja][data-js]')).toBeAttached();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ここに保存されるもの');
  await page.getByRole('link', { name: '約束' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('約束');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('too', async ({ page }) => {
    await page.goto('/privacy');
    await page.getByRole('button', { name: 'Français' }).click();
    await expect(page).toHaveURL(/\/privacy$/);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  });
});
