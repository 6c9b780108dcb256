import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import type { Locale } from '#core/i18n/rules.ts';
import { bundle } from '../../deploy/build.mjs';

type Views = typeof import('../preview/render.tsx');

/**
 * The views with invented data, drawn apart from the product under its own stylesheet, for languages that the product offers
 * to nobody. The first stands in the page as it was loaded; each later one takes the place of the one before.
 * @returns their names, and what shows one
 */
export async function showViews(
  page: Page,
  locale: Locale,
): Promise<{ names: string[]; show: (name: string) => Promise<void> }> {
  const folder = path.resolve('build', 'tools');
  await bundle({ 'e2e/preview-render': 'e2e/preview/render.tsx' }, folder);
  const views: Views = await import(pathToFileURL(path.join(folder, 'e2e', 'preview-render.js')).href);
  await page.goto('/');
  const css = (await page.locator('link[rel=stylesheet]').first().getAttribute('href')) ?? '';
  const draw = async (name: string) => {
    const view = await views.render(name, { locale, theme: null, assets: { css, js: 'data:text/javascript,' } });
    if (!view) throw new Error(`no view is called ${name}`);
    return view.html;
  };
  const [first = ''] = views.names;
  await page.route('**/view', async (route) => route.fulfill({ contentType: 'text/html', body: await draw(first) }));
  await page.goto('/view');
  return {
    names: views.names,
    async show(name) {
      await page.evaluate(
        (html) => {
          const next = new DOMParser().parseFromString(html, 'text/html');
          document.body.replaceWith(document.adoptNode(next.body));
        },
        await draw(name),
      );
      await page.locator(`[data-page="${name}"]`).waitFor({ state: 'attached' });
    },
  };
}
