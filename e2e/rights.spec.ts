import { readFileSync } from 'node:fs';
import { expectAccessible } from './setup/axe.ts';
import { discord } from './setup/discord.ts';
import { downloadOf } from './setup/download.ts';
import { instance } from './setup/instance.ts';
import { tabTo } from './setup/keyboard.ts';
import { signedInAs } from './setup/sign-in.ts';
import { expect, test } from './setup/test.ts';

test.describe('somebody who is known here', () => {
  test.use({ persona: 'manager' });

  test('sees what is held about them, with its reasons', async ({ page }) => {
    await page.goto('/privacy');
    await page.getByRole('link', { name: 'See what is held about you' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your data' })).toBeVisible();
    const account = page.locator('details').filter({ hasText: 'Browsers you are signed in with' });
    await account.locator('summary').click();
    await expect(account.getByText('Needed to give you what you asked for')).toBeVisible();
    await expect(account.getByText('Held, and never shown').first()).toBeVisible();
    await expectAccessible(page, 'what is held');
  });

  test('takes their data along, and the page says by itself when the file is there', async ({ page }) => {
    await page.goto('/privacy/me');
    await page.getByRole('link', { name: 'Take your data along' }).click();
    await page.getByLabel('Where').selectOption({ label: 'All servers, and what belongs to none' });
    await expectAccessible(page, 'a form');
    await page.getByRole('button', { name: 'Put my file together' }).click();
    await expect(page).toHaveURL(/\/privacy\/requests\//);
    const file = page.getByRole('link', { name: 'Download the file' });
    await expect(file).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page, 'a request');
    const download = await downloadOf(page, file);
    expect(download.suggestedFilename()).toMatch(/^your-data-[\da-f]{8}\.zip$/);
    expect(
      readFileSync(await download.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });
});

test('erasing by keyboard ends with a receipt that the browser checks', async ({ browser, watch }) => {
  const guild = await discord.guild('Lantern Harbour');
  const [leaving = ''] = (await discord.residents(guild.id, 9)).slice(-1);
  const context = await browser.newContext({
    ...{ baseURL: instance.origin, locale: 'en-US', timezoneId: 'UTC' },
    storageState: await signedInAs(leaving),
  });
  await watch.follow(context);
  const page = await context.newPage();
  watch.allow(/status of 400/);
  await page.goto('/privacy/me/erase');
  const name = page.getByLabel(/^Type your user name, /);
  const label = await page.locator('label').filter({ hasText: 'Type your user name' }).textContent();
  const username = label?.split(', ')[1] ?? '';
  await tabTo(page, page.getByLabel('Where'));
  await page.keyboard.press('ArrowDown');
  await tabTo(page, name);
  await page.keyboard.type('Somebody else');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText(`Type ${username}, exactly as it is written here.`);
  await expectAccessible(page, 'a form with an error');
  await name.fill(username);
  await tabTo(page, page.getByRole('button', { name: 'Erase my data for good' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/privacy\/requests\//);
  await page.getByRole('link', { name: 'See the receipt' }).click({ timeout: 30_000 });
  await expect(page.getByText('0 entries were left')).toBeVisible();
  await page.getByRole('button', { name: 'Check it in this browser' }).click();
  await expect(page.getByText('Checked in this browser: signed by the key above, and unchanged.')).toBeVisible();
  await expectAccessible(page, 'a receipt');
  await page.goto('/privacy/me');
  await expect(page).toHaveURL(/redirectTo/);
  await context.close();
});
