import { discord } from './setup/discord.ts';
import { continueAs, signedIn } from './setup/sign-in.ts';
import { expect, test } from './setup/test.ts';

const signIn = { name: 'Sign in with Discord' };
const authorizeTitle = { name: 'Continue to Procord' };

test('an owner signs in at Discord and sees their servers', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', signIn).click();
  await expect(page.getByRole('heading', authorizeTitle)).toBeVisible();
  await continueAs(page, 'owner');
  await expect(page).toHaveURL('/guilds');
  await expect(page.getByRole('heading', { level: 1, name: 'Your servers' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: /Lantern Harbour/ })).toBeVisible();
  await page.goto('/');
  await expect(page, 'the start page leads on').toHaveURL('/guilds');
});

test('the page asked for is the page one comes back to', async ({ page }) => {
  const guild = await discord.guild('Lantern Harbour');
  await page.goto(`/guilds/${guild.id}`);
  await expect(page).toHaveURL(`/?redirectTo=%2Fguilds%2F${guild.id}`);
  await page.getByRole('button', signIn).click();
  await continueAs(page, 'owner');
  await expect(page).toHaveURL(`/guilds/${guild.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Lantern Harbour' })).toBeVisible();
});

test('an address elsewhere is no page to come back to', async ({ page }) => {
  for (const elsewhere of ['https://example.com/', '//example.com/', '/\\example.com', '/auth/sign-out']) {
    await page.goto(`/?redirectTo=${encodeURIComponent(elsewhere)}`);
    await expect(page.getByRole('main').locator('input[name=redirectTo]'), elsewhere).toHaveCount(0);
  }
  await page.getByRole('button', signIn).click();
  await continueAs(page, 'owner');
  await expect(page).toHaveURL('/guilds');
});

test('somebody who cancels at Discord is told that nothing was stored', async ({ page, context }) => {
  await page.goto('/');
  await page.getByRole('button', signIn).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/?problem=access_denied');
  await expect(page.getByRole('status').filter({ hasText: 'You are not signed in' })).toContainText(
    'Nothing was stored.',
  );
  await page.goto('/guilds');
  await expect(page, 'still nobody').toHaveURL('/?redirectTo=%2Fguilds');
  expect(await context.cookies()).toEqual([]);
});

test('an answer of Discord to a sign-in that this browser did not begin is refused', async ({ page, browserOf }) => {
  const other = await (await browserOf(null)).newPage();
  await other.goto('/');
  await other.getByRole('button', signIn).click();
  const answered = other.waitForRequest(/\/auth\/discord\/callback/);
  await other.route(/\/auth\/discord\/callback/, (route) => route.fulfill({ body: '' }));
  await continueAs(other, 'owner');
  const stolen = (await answered).url();

  await page.goto('/');
  await page.getByRole('button', signIn).click();
  await expect(page.getByRole('heading', authorizeTitle)).toBeVisible();
  await page.goto(stolen);
  await expect(page).toHaveURL('/?problem=expired');
  await expect(page.getByText('begun in another browser')).toBeVisible();
  await page.goto('/guilds');
  await expect(page).toHaveURL('/?redirectTo=%2Fguilds');
});

test('signing out ends this browser and no other', async ({ browserOf }) => {
  const storageState = await signedIn('owner');
  const page = await (await browserOf(null, { storageState })).newPage();
  const other = await (await browserOf('owner')).newPage();
  await page.goto('/guilds');
  await page.getByRole('button', { name: 'Account of Olivia Harbour' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL('/?done=signed-out');
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await page.goBack();
  await expect(page, 'the way back is closed, without a reload').toHaveURL('/?redirectTo=%2Fguilds');
  await other.goto('/guilds');
  await expect(other).toHaveURL('/guilds');
});

test('signing out everywhere closes a page that is open in another browser', async ({ browserOf, watch }) => {
  watch.allow(/status of 401/);
  const guild = await discord.guild('Lantern Harbour');
  const open = async () => (await browserOf(null, { storageState: await signedIn('manager') })).newPage();
  const [page, other] = [await open(), await open()];
  await other.goto(`/guilds/${guild.id}`);
  await expect(other.getByText('Live', { exact: true })).toBeVisible();
  await page.goto('/guilds');
  await page.getByRole('button', { name: 'Account of Marek Manager' }).click();
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL('/?done=signed-out-everywhere');
  await expect(page.getByText('You are signed out on every device.')).toBeVisible();
  await expect(other, 'without a reload').toHaveURL(`/?redirectTo=%2Fguilds%2F${guild.id}`);
  await expect(other.getByRole('button', signIn)).toBeVisible();
});

test('a suspended person sees why nothing opens, and can sign out', async ({ page, watch }) => {
  watch.allow(/status of 403/);
  await page.goto('/');
  await page.getByRole('button', signIn).click();
  await continueAs(page, 'suspended');
  await expect(page.getByRole('heading', { level: 1, name: 'Your account is suspended' })).toBeVisible();
  await page.goto('/guilds');
  await expect(page.getByRole('heading', { level: 1, name: 'Your account is suspended' })).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'All servers' })).toHaveCount(0);
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/?done=signed-out');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('signing in, looking around and signing out all work', async ({ page }) => {
    const guild = await discord.guild('Lantern Harbour');
    await page.goto(`/guilds/${guild.id}`);
    await page.getByRole('button', signIn).click();
    await continueAs(page, 'owner');
    await expect(page).toHaveURL(`/guilds/${guild.id}`);
    await expect(page.getByText('Reload the page for newer numbers').or(page.getByText('Not live'))).toBeVisible();
    await page.getByRole('navigation').getByRole('link', { name: 'All servers' }).first().click();
    await expect(page).toHaveURL('/guilds');
    await page.getByRole('button', { name: 'Account of Olivia Harbour' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page).toHaveURL('/?done=signed-out');
  });
});
