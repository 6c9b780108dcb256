import { discord } from './setup/discord.ts';
import { expect, test } from './setup/test.ts';

test.beforeEach(({ watch }) => watch.allow(/status of 40[34]/));

test('a visitor who mistypes an address reads what to do', async ({ page }) => {
  const response = await page.goto('/no/such/page');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
  const reference = response?.headers()['x-request-id'] ?? 'none';
  await expect(page.getByText(reference), 'the reference is the one of the log').toBeVisible();
  await page.getByRole('link', { name: 'Back to the start' }).click();
  await expect(page).toHaveURL('/');
});

test.describe('a member without the right', () => {
  test.use({ persona: 'member' });

  test('is told what the right would be', async ({ page }) => {
    const guild = await discord.guild('Lantern Harbour');
    const response = await page.goto(`/guilds/${guild.id}`);
    expect(response?.status()).toBe(403);
    await expect(page.getByRole('heading', { level: 1, name: 'Not yours to open' })).toBeVisible();
    await expect(page.getByText('hold Administrator or Manage Server')).toBeVisible();
    await expect(page.getByText(guild.name), 'not even its name').toHaveCount(0);
    await page.getByRole('main').getByRole('link', { name: 'Back to the start' }).click();
    await expect(page).toHaveURL('/guilds');
  });

  test('finds nothing where they are no member, nor at the operator page', async ({ page }) => {
    const foreign = await discord.guild('Kod & Kahve');
    for (const address of [`/guilds/${foreign.id}`, '/guilds/123', '/guilds/999999999999999999', '/operator']) {
      const response = await page.goto(address);
      expect(response?.status(), address).toBe(404);
      await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
    }
  });
});

test.describe('without JavaScript', () => {
  test.use({ persona: 'member', javaScriptEnabled: false });

  test('an error reads the same', async ({ page }) => {
    const guild = await discord.guild('Lantern Harbour');
    await page.goto(`/guilds/${guild.id}`);
    await expect(page.getByRole('heading', { level: 1, name: 'Not yours to open' })).toBeVisible();
    await page.goto(`/guilds/${guild.id}/overview.csv`);
    await expect(page.getByRole('heading', { level: 1, name: 'Not yours to open' })).toBeVisible();
  });
});
