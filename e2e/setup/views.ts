import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import type { Locale } from '#core/i18n/rules.ts';
import { bundle } from '../../deploy/build.mjs';
import { putDocument } from './put-document.ts';

type Preview = typeof import('../preview/render.tsx');

export interface Views {
  names: readonly string[];
  /** Puts a view in the place of what the page shows: its language, its direction and its body, under the stylesheet there. */
  show: (name: string) => Promise<void>;
}

/**
 * The views with invented data, drawn apart from the product and shown under its own stylesheet: for languages that the
 * product offers to nobody.
 */
export async function showViews(page: Page, locale: Locale): Promise<Views> {
  const folder = path.resolve('build', 'tools');
  await bundle({ 'e2e/preview-render': 'e2e/preview/render.tsx' }, folder);
  const views: Preview = await import(pathToFileURL(path.join(folder, 'e2e', 'preview-render.js')).href);
  await page.goto('/');
  const css = (await page.locator('link[rel=stylesheet]').first().getAttribute('href')) ?? '';
  await page.route('**/view', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${css}">`,
    }),
  );
  await page.goto('/view');
  return {
    names: views.names,
    async show(name) {
      const view = await views.render(name, { locale, theme: null, assets: { css, js: '' } });
      if (!view) throw new Error(`there is no view ${name}`);
      await putDocument(page, view.html);
    },
  };
}
