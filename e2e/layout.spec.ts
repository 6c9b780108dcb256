import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../deploy/build.mjs';
import { desktop, expectNoOverflow, phone } from './setup/layout.ts';
import { expect, test } from './setup/test.ts';

type Views = typeof import('./preview/render.tsx');

/** The views with invented data, drawn apart from the product. */
async function loadViews(): Promise<Views> {
  const folder = path.resolve('build', 'tools');
  await bundle({ 'e2e/preview-render': 'e2e/preview/render.tsx' }, folder);
  return (await import(pathToFileURL(path.join(folder, 'e2e', 'preview-render.js')).href)) as Views;
}

test('words that are half as long again break no view', async ({ page }) => {
  // The product offers this language to nobody, so its views are drawn here, under its own stylesheet.
  test.slow();
  const views = await loadViews();
  await page.goto('/');
  const css = (await page.locator('link[rel=stylesheet]').first().getAttribute('href')) ?? '';
  await page.route('**/view/*', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    const view = await views.render(name, {
      locale: 'en-XA',
      theme: null,
      assets: { css, js: 'data:text/javascript,' },
    });
    await route.fulfill({ status: view ? 200 : 404, contentType: 'text/html', body: view?.html ?? '' });
  });
  for (const name of views.names) {
    await page.goto(`/view/${name}`);
    await expect(page.locator('body'), 'in the longer words, under the stylesheet').toContainText('~~~');
    await expect(page.locator('body')).toHaveCSS('font-size', '14px');
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport);
      await expectNoOverflow(page);
    }
  }
});
