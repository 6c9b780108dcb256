import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import type { Locale } from '#core/i18n/rules.ts';
import { bundle } from '../../deploy/build.mjs';

type Views = typeof import('../preview/render.tsx');

/**
 * The views with invented data, drawn apart from the product and shown under its own stylesheet at /view/<name>: for
 * languages that the product offers to nobody.
 */
export async function showViews(page: Page, locale: Locale): Promise<string[]> {
  const folder = path.resolve('build', 'tools');
  await bundle({ 'e2e/preview-render': 'e2e/preview/render.tsx' }, folder);
  const views: Views = await import(pathToFileURL(path.join(folder, 'e2e', 'preview-render.js')).href);
  await page.goto('/');
  const css = (await page.locator('link[rel=stylesheet]').first().getAttribute('href')) ?? '';
  await page.route('**/view/*', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    const view = await views.render(name, { locale, theme: null, assets: { css, js: 'data:text/javascript,' } });
    await route.fulfill({ status: view ? 200 : 404, contentType: 'text/html', body: view?.html ?? '' });
  });
  return views.names;
}
