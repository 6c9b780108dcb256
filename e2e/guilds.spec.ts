import { discord } from './setup/discord.ts';
import { desktop, expectNoOverflow, phone } from './setup/layout.ts';
import { signedIn, signedInAs } from './setup/sign-in.ts';
import { expect, test } from './setup/test.ts';

test.describe('the picker of an owner', () => {
  test.use({ persona: 'owner' });

  test('lists servers with and without the bot, each with the right held there', async ({ page }) => {
    await page.goto('/guilds');
    const withBot = page.getByRole('region', { name: 'With the bot' });
    await expect(withBot.getByRole('link', { name: /Lantern Harbour.*Owner.*Premium/s })).toBeVisible();
    await expect(withBot.getByRole('link', { name: /The Very Long Name.*Not counted yet/s })).toBeVisible();
    const without = page.getByRole('region', { name: 'Without the bot' });
    await expect(without.getByRole('link', { name: 'Invite the bot to Open Synth Lab' })).toBeVisible();
  });

  test('is searched while one types', async ({ page }) => {
    await page.goto('/guilds');
    const list = page.getByRole('main');
    await list.getByRole('searchbox', { name: 'Search servers' }).fill('FRONT pixel');
    await expect(list.getByRole('status')).toHaveText('1 server');
    await expect(list.getByRole('link', { name: /Pixel Frontier/ })).toBeVisible();
    await expect(list.getByRole('link', { name: /Lantern/ })).toHaveCount(0);
    await list.getByRole('searchbox').fill('no such name');
    await expect(list.getByRole('heading', { name: 'No server matches “no such name”.' })).toBeVisible();
    await list.getByRole('searchbox').fill('');
    await expect(list.getByRole('status')).toHaveText('6 servers');
    await expect(page, 'typing asks nobody').toHaveURL('/guilds');
  });

  test('opens a server, and the switcher leads to another', async ({ page }) => {
    await page.goto('/guilds');
    await page
      .getByRole('main')
      .getByRole('link', { name: /Lantern Harbour/ })
      .click();
    await expect(page.getByRole('heading', { level: 1, name: 'Lantern Harbour' })).toBeVisible();
    await page.getByRole('button', { name: 'Switch server. Now: Lantern Harbour' }).click();
    await page.getByRole('link', { name: 'Drei Freunde' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Drei Freunde' })).toBeVisible();
    await expect(page).toHaveTitle(/Drei Freunde/);
  });

  test('invites the bot, and the server moves to those with it', async ({ page }) => {
    const guild = await discord.guild('Moss & Mushrooms');
    expect(guild.botIn, 'the world begins without it').toBe(false);
    try {
      await page.goto('/guilds');
      await page.getByRole('link', { name: `Invite the bot to ${guild.name}` }).click();
      const permissions = page.getByRole('heading', { name: 'The bot asks for' });
      await expect(page.getByRole('heading', { name: 'Continue to Procord' })).toBeVisible();
      await page.getByRole('button', { name: '(owner)' }).click();
      await expect(permissions).toBeVisible();
      await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'view channel' })).toHaveCount(1);
      await expect(page.getByRole('button', { name: /^Add to/ }), 'only the server in question').toHaveCount(1);
      await page.getByRole('button', { name: `Add to ${guild.name}` }).click();
      await expect(page.getByRole('heading', { name: `Procord is now in ${guild.name}` })).toBeVisible();
      const withBot = page.getByRole('region', { name: 'With the bot' });
      await expect(async () => {
        await page.goto('/guilds');
        await expect(withBot.getByRole('link', { name: guild.name })).toBeVisible({ timeout: 500 });
      }).toPass({ timeout: 30_000 });
      await withBot.getByRole('link', { name: guild.name }).click();
      await expect(page.getByRole('heading', { name: 'This server is not counted' })).toBeVisible();
    } finally {
      await discord.fault({ kind: 'remove-bot', guildId: guild.id });
    }
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test('is searched by its form', async ({ page }) => {
      await page.goto('/guilds');
      await page.getByRole('searchbox', { name: 'Search servers' }).fill('freunde');
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await expect(page).toHaveURL('/guilds?q=freunde');
      const list = page.getByRole('main');
      await expect(list.getByRole('link', { name: /Drei Freunde/ })).toBeVisible();
      await expect(list.getByRole('link', { name: /Lantern/ })).toHaveCount(0);
      await expect(list.getByRole('searchbox')).toHaveValue('freunde');
    });
  });
});

test.describe('somebody who manages no server', () => {
  test.use({ persona: 'outsider' });

  test('reads what to do next', async ({ page }) => {
    await page.goto('/guilds');
    await expect(page.getByRole('heading', { name: 'You manage no server' })).toBeVisible();
    await expect(page.getByText('Ask an owner to give you Manage Server')).toBeVisible();
  });
});

test('names of every kind stand as they are and break no page', async ({ browserOf }) => {
  const guild = (await discord.guilds()).find((one) => one.name === 'نادي القراءة');
  if (!guild) throw new Error('the world has no Arabic name');
  const names = [
    'W'.repeat(100),
    '<img src=x onerror=alert(1)> & "you"',
    '👩‍👩‍👧‍👦 Family',
    'מועדון ABC 123',
    guild.name,
  ];
  for (const name of names) {
    await discord.structure({ kind: 'rename-guild', guildId: guild.id, name });
    // A new session, because the list of an old one may be a minute old.
    const context = await browserOf(null, { storageState: await signedIn('admin') });
    const page = await context.newPage();
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport);
      await page.goto('/guilds');
      await expect(page.getByRole('main').getByRole('link').getByText(name, { exact: true })).toBeVisible();
      await expectNoOverflow(page);
      await page.goto(`/guilds/${guild.id}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoOverflow(page);
    }
    await context.close();
  }
});

test('a long name breaks no page', async ({ browserOf }) => {
  const guild = await discord.guild('The Very Long Name');
  const page = await (await browserOf('owner')).newPage();
  for (const viewport of [phone, desktop]) {
    await page.setViewportSize(viewport);
    await page.goto(`/guilds/${guild.id}`);
    await expect(page.getByRole('heading', { level: 1, name: guild.name })).toBeVisible();
    await expectNoOverflow(page);
  }
});

test('a right that is taken away on Discord closes the open page within a minute', async ({ browserOf, watch }) => {
  // A minute is what is promised; the right is given back after it.
  test.setTimeout(120_000);
  watch.allow(/status of 403/);
  const guild = await discord.guild('Los Tejones del Sur');
  const [, administrator = ''] = await discord.people(guild.id, 2);
  const page = await (await browserOf(null, { storageState: await signedInAs(administrator) })).newPage();
  await page.goto(`/guilds/${guild.id}`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const { rolesBefore } = await discord.fault({ kind: 'revoke', guildId: guild.id, userId: administrator });
  try {
    const closed = page.getByRole('heading', { level: 1, name: 'Not yours to open' });
    await expect(closed, 'without a reload').toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('Messages by hour')).toHaveCount(0);
  } finally {
    await discord.fault({ kind: 'restore', guildId: guild.id, userId: administrator, roles: rolesBefore });
  }
  await expect(async () => {
    await page.goto(`/guilds/${guild.id}`);
    await expect(page.getByText('Messages by hour').first()).toBeVisible({ timeout: 500 });
  }, 'given back, it opens again').toPass({ timeout: 40_000 });
});
