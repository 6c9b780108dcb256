import type { Page } from '@playwright/test';

/**
 * Puts a document in the place of what a page shows, under the stylesheets there: its language, its direction and its body,
 * without its scripts. Nothing is loaded anew.
 */
export async function putDocument(page: Page, html: string): Promise<void> {
  const still = html.replace(/<script[\s\S]*?<\/script>/g, '');
  await page.evaluate((text) => {
    const next = new DOMParser().parseFromString(text, 'text/html');
    for (const { name } of [...document.documentElement.attributes]) document.documentElement.removeAttribute(name);
    for (const { name, value } of next.documentElement.attributes) document.documentElement.setAttribute(name, value);
    document.title = next.title;
    document.body.replaceWith(next.body);
    window.scrollTo(0, 0);
  }, still);
}
