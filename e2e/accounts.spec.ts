import { continueAs } from './setup/sign-in.ts';
import { expect, test } from './setup/test.ts';

const signIn = { name: 'Sign in with Discord' };

test('an owner signs in at Discord and sees their servers', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', signIn).click();
  await expect(page.getByRole('heading', { name: 'Continue to Procord' })).toBeVisible();
  await continueAs(page, 'owner');
  await expect(page).toHaveURL('/guilds');
  await expect(page.getByRole('heading', { level: 1, name: 'Your servers' })).toBeVisible();
  await expect(page.getByRole('link', { name: /Lantern Harbour/ }).first()).toBeVisible();
  await page.goto('/');
  await expect(page, 'the start page leads on').toHaveURL('/guilds');
});
