import type { Page } from '@playwright/test';
import { expect, test } from './setup/test.ts';

interface Told {
  promises: { id: string; kind: string; state: string }[];
}

const rows = (page: Page) => page.locator('section[aria-labelledby^="group-"] > ul > li');

/** What programs are told, once a machine has looked at what it can. */
async function told(page: Page): Promise<Told['promises']> {
  let promises: Told['promises'] = [];
  await expect(async () => {
    const response = await page.request.get('/trust/promises.json');
    expect(response.status()).toBe(200);
    promises = ((await response.json()) as Told).promises;
    expect(promises.some(({ state }) => state === 'kept')).toBe(true);
  }).toPass({ timeout: 60_000 });
  return promises;
}

test('anybody reads every promise and whether it is kept, the same as programs are told', async ({ page }) => {
  const promises = await told(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Promises' }).first().click();
  await expect(page).toHaveURL('/trust');
  await expect(page.getByRole('heading', { level: 1, name: 'Promises' })).toBeVisible();
  await expect(rows(page)).toHaveCount(promises.length);
  for (const { id, kind, state } of promises.filter((one) => one.state !== 'not-yet')) {
    const row = page.locator(`#${id}`);
    await expect(row, id).toContainText(state === 'kept' ? 'Kept' : /Stale|Broken|in part|Vouched/);
    await row.getByText(kind === 'attested' ? /ouche/ : /^Looked at/).click();
    await expect(row.getByText('What tests it')).toBeVisible();
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('promises of one state are shown alone, and the days lead back', async ({ page }) => {
    const promises = await told(page);
    await page.goto('/trust');
    await page
      .getByRole('navigation', { name: 'Show' })
      .getByRole('link', { name: /^Kept \d/ })
      .click();
    await expect(rows(page)).toHaveCount(promises.filter(({ state }) => state === 'kept').length);
    await expect(page.getByText('A machine has just seen it kept.')).toBeVisible();
    await page.getByRole('link', { name: 'How it was on earlier days' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Promises, day by day' })).toBeVisible();
    await expect(page.getByText('npm run verify --')).toBeVisible();
  });
});
