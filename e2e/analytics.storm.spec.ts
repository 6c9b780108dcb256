import type { Page } from '@playwright/test';
import { discord, shardOf, textChannels } from './setup/discord.ts';
import { instance } from './setup/instance.ts';
import { dayOf, figure, truthOf } from './setup/overview.ts';
import { freezeDatabase, processOf } from './setup/product.ts';
import { expect, test } from './setup/test.ts';

test.use({ persona: 'owner' });

const live = (page: Page) => page.getByText('Live', { exact: true });

async function speak(guildId: string, channelId: string, count: number): Promise<void> {
  const [userId = ''] = await discord.people(guildId, 1);
  await discord.messages({ channelId, userId, count });
}

test('where Discord refuses to resume, the hole is hatched with its reason and no number is wrong', async ({
  page,
}) => {
  const guild = await discord.guild('Lantern Harbour');
  const channel = textChannels(guild)[0]?.id ?? '';
  const shard = shardOf(guild.id);
  await page.goto(`/guilds/${guild.id}`);
  await expect(live(page)).toBeVisible();
  const coverage = page.getByRole('region', { name: /^Coverage/ });
  const holes = coverage.getByText('Discord would not resume the connection');
  const before = await holes.count();
  const hatched = page.locator('figure').filter({ hasText: 'Messages by hour' }).locator('rect[fill^="url(#hatch"]');
  const drawn = await hatched.count();
  const old = (await discord.sessions()).filter((one) => one.shardId === shard).map((one) => one.id);

  await discord.fault({ kind: 'refuse-resumes', shards: [shard], count: 1 });
  await discord.fault({ kind: 'drop', shards: [shard] });
  await expect
    .poll(
      async () =>
        (await discord.sessions()).some((one) => one.shardId === shard && one.connected && !old.includes(one.id)),
      { timeout: 60_000 },
    )
    .toBe(true);
  await expect.poll(() => holes.count(), { timeout: 30_000 }).toBeGreaterThan(before);
  expect(await hatched.count()).toBeGreaterThan(drawn);
  const share = Number.parseInt(
    (await coverage.getByText(/^\d+% of the day so far was observed$/).textContent()) ?? '',
    10,
  );
  expect(share, 'a day with a hole is never whole').toBeLessThan(100);
  // Under 95 % every figure says so; how much of the day a short hole is depends on when it is.
  if (share < 95) await expect(page.getByText(/^At least: \d+% observed$/).first()).toBeVisible();

  // A hole lasts until a second after its guild has come; what is sent in it waits to be read from Discord's history.
  await page.waitForTimeout(1_500);
  await speak(guild.id, channel, 11);
  await expect(async () => {
    const { messages } = await truthOf(page, guild.id);
    await expect(figure(page, 'Messages'), 'everything was sent outside of the hole').toHaveText(
      messages.toLocaleString('en'),
      { timeout: 500 },
    );
  }).toPass({ timeout: 30_000 });
});

test('a page that is open goes on by itself after the web process was killed', async ({ page, watch }) => {
  watch.allow(
    /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|status of 50\d/,
  );
  const guild = await discord.guild('Pixel Frontier');
  const channel = textChannels(guild)[0]?.id ?? '';
  await page.goto(`/guilds/${guild.id}`);
  await expect(live(page)).toBeVisible();
  const shown = await figure(page, 'Messages').textContent();
  process.kill(processOf(instance.home, 'web'), 'SIGKILL');
  await expect(page.getByText('Connecting again')).toBeVisible();
  await expect(figure(page, 'Messages'), 'the old numbers stay').toHaveText(shown ?? '');
  await speak(guild.id, channel, 23);
  await expect(live(page)).toBeVisible({ timeout: 60_000 });
  await expect(async () => {
    const { messages } = await truthOf(page, guild.id);
    await expect(figure(page, 'Messages')).toHaveText(messages.toLocaleString('en'), { timeout: 500 });
  }).toPass({ timeout: 30_000 });
});

test('where Discord cannot be asked, pages stay closed, and open again after', async ({ page, browserOf, watch }) => {
  // An open page may stay open for the minute that is promised.
  test.setTimeout(150_000);
  watch.allow(/status of 503/);
  const guild = await discord.guild('Drei Freunde');
  const closed = (one: Page) => one.getByRole('heading', { level: 1, name: 'Discord does not answer' });
  const other = await (await browserOf('owner')).newPage();
  await other.goto(`/guilds/${guild.id}`);
  await expect(live(other)).toBeVisible();
  await discord.fault({ kind: 'server-error', share: 1, status: 503 });
  try {
    await expect(closed(other), 'the page that was open').toBeVisible({ timeout: 75_000 });
    const response = await page.goto(`/guilds/${guild.id}`);
    expect(response?.status()).toBe(503);
    await expect(closed(page)).toBeVisible();
    await expect(page.getByText('Nothing is lost.')).toBeVisible();
  } finally {
    await discord.clearFaults();
  }
  await expect(async () => {
    await page.getByRole('link', { name: 'Try again' }).click({ timeout: 2_000 });
    await expect(page.getByRole('heading', { level: 1, name: guild.name })).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 40_000 });
});

test('while the database is away a plain page says so within two seconds, and goes on by itself', async ({
  page,
  watch,
}) => {
  watch.allow(/status of 503/);
  const guild = await discord.guild('Lantern Harbour');
  await dayOf(page, guild.id);
  const goOn = freezeDatabase(instance.home);
  try {
    // What was found good within the last second is still trusted.
    await page.waitForTimeout(1_100);
    const response = await page.goto(`/guilds/${guild.id}`);
    expect(response?.status()).toBe(503);
    expect(response?.request().timing().responseStart, 'milliseconds until the answer').toBeLessThan(2_000);
    await expect(page.getByRole('heading', { level: 1, name: 'Back in a moment' })).toBeVisible();
    await expect(page.getByText('This page tries again by itself.')).toBeVisible();
  } finally {
    goOn();
  }
  await expect(page.getByRole('heading', { level: 1, name: guild.name }), 'without a hand').toBeVisible({
    timeout: 30_000,
  });
  await expect(live(page)).toBeVisible();
});
