import type { Download, Locator, Page } from '@playwright/test';

/** An answer that is an error begins no download, and tells nobody. */
const BEGINS_MS = 20_000;

/** What a click on `target` downloads. Where nothing comes, the error says what the address of a link answers. */
export async function downloadOf(page: Page, target: Locator): Promise<Download> {
  try {
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: BEGINS_MS }), target.click()]);
    return download;
  } catch (error) {
    const href = await target.getAttribute('href');
    if (href === null) throw error;
    const answer = await page.request.get(new URL(href, page.url()).href);
    throw new Error(`nothing was downloaded; ${href} answers ${answer.status()}`, { cause: error });
  }
}
