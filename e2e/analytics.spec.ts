import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type CommandAnswer, discord, textChannels, voiceChannels, type WorldGuild } from './setup/discord.ts';
import { downloadOf } from './setup/download.ts';
import { dayOf, figure, readCsv, truthOf } from './setup/overview.ts';
import { expect, test } from './setup/test.ts';

test.use({ persona: 'owner' });

const live = (page: Page) => page.getByText('Live', { exact: true });

/** The page says what the ledger says, by message, person and channel. */
async function expectTruth(page: Page, guild: WorldGuild): Promise<void> {
  await expect(async () => {
    const truth = await truthOf(page, guild.id);
    const count = (value: number) => value.toLocaleString('en');
    await expect(figure(page, 'Messages')).toHaveText(count(truth.messages), { timeout: 500 });
    await expect(page.getByText(`${count(truth.posters)} wrote`)).toBeVisible({ timeout: 500 });
    // Also those that are folded away below the largest ten.
    const rows = page.locator('section[aria-labelledby="channels"] li');
    for (const channel of guild.channels) {
      const messages = truth.byChannel.get(channel.id);
      if (!messages) continue;
      const row = rows.filter({ hasText: channel.name }).first();
      await expect(row).toContainText(count(messages), { timeout: 500 });
    }
  }).toPass({ timeout: 30_000 });
}

test('numbers move without a reload and equal what Discord sent', async ({ page }) => {
  const guild = await discord.guild('Lantern Harbour');
  const people = await discord.people(guild.id, 12);
  const [first, ...others] = textChannels(guild).slice(0, 3);
  if (!first || !people[0]) throw new Error('the guild has no text channel or nobody in it');
  await page.goto(`/guilds/${guild.id}`);
  await expect(live(page)).toBeVisible();
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads += 1;
  });
  for (const [at, userId] of people.entries()) {
    for (const channel of [first, ...others])
      await discord.messages({ channelId: channel.id, userId, count: 1 + ((at * 7) % 40) });
  }
  await discord.messages({ channelId: first.id, userId: await discord.bot(guild.id), count: 5, kind: 'bot' });
  for (const kind of ['join', 'pin', 'boost']) await discord.messages({ channelId: first.id, userId: people[0], kind });
  await expectTruth(page, guild);
  await discord.messages({ channelId: first.id, userId: people[0], count: 3, kind: 'reply' });
  await expectTruth(page, guild);
  expect(loads).toBe(0);
});

test('voice time grows while people are together, and equals what Discord sent', async ({ page }) => {
  const guild = await discord.guild('Pixel Frontier');
  // As many as let a minute pass every ten seconds.
  const people = await discord.residents(guild.id, 6);
  const channelId = voiceChannels(guild).find((channel) => !/afk/i.test(channel.name))?.id ?? '';
  const counted = async () => (await dayOf(page, guild.id)).reduce((sum, hour) => sum + Number(hour.voice_seconds), 0);
  await page.goto(`/guilds/${guild.id}`);
  await expect(live(page)).toBeVisible();
  const shown = figure(page, 'Voice time');
  const before = { words: (await shown.textContent()) ?? '', seconds: await counted() };
  try {
    for (const [at, userId] of people.entries())
      await discord.voice({ guildId: guild.id, userId, channelId, selfMute: at % 2 === 1 });
    await expect(page.getByText('6 people in voice now')).toBeVisible();
    // Time in voice is known as far as Discord's stream is: something has to happen in it.
    await expect(async () => {
      await discord.messages({ channelId: textChannels(guild)[0]?.id ?? '', userId: people[0] ?? '' });
      await expect(shown).not.toHaveText(before.words, { timeout: 2_000 });
      expect(await counted()).toBeGreaterThan(before.seconds + 2);
    }).toPass({ timeout: 40_000 });
  } finally {
    for (const userId of people) await discord.voice({ guildId: guild.id, userId, channelId: null });
  }
  await expect(page.getByText('people in voice now')).toBeHidden();
  await expect(async () => {
    const truth = await truthOf(page, guild.id);
    expect(Math.abs((await counted()) - truth.voiceSeconds)).toBeLessThanOrEqual(1);
  }).toPass({ timeout: 30_000 });
});

test('a channel made while the page is open stands there under its name', async ({ page }) => {
  const guild = await discord.guild('Drei Freunde');
  const [userId = ''] = await discord.people(guild.id, 1);
  await page.goto(`/guilds/${guild.id}`);
  await expect(live(page)).toBeVisible();
  const name = 'rehearsal-room';
  const { id = '' } = await discord.structure({ kind: 'create-channel', guildId: guild.id, type: 'text', name });
  await discord.messages({ channelId: id, userId, count: 400 });
  const row = page.locator('section[aria-labelledby="channels"] li').filter({ hasText: name });
  await expect(row).toContainText('400', { timeout: 15_000 });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the same numbers stand on the page after a reload', async ({ page }) => {
    const guild = await discord.guild('Drei Freunde');
    const [userId = ''] = await discord.people(guild.id, 1);
    const channel = textChannels(guild)[0]?.id ?? '';
    await discord.messages({ channelId: channel, userId, count: 1_234 });
    await page.goto(`/guilds/${guild.id}`);
    await expect(page.getByText('Not live')).toBeVisible();
    await expect(async () => {
      await page.reload();
      const { messages } = await truthOf(page, guild.id);
      await expect(figure(page, 'Messages')).toHaveText(messages.toLocaleString('en'), { timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await page.getByText('Show as a table').first().click();
    await page.getByRole('link', { name: 'Show this page with its tables' }).first().click();
    await expect(page.getByRole('table', { name: 'Messages by hour' }).getByRole('row')).toHaveCount(25);
    await page.getByRole('button', { name: 'Messages: what it means' }).click();
    await expect(page.getByText('Messages of bots, webhooks and the system are not counted.').first()).toBeVisible();
  });
});

test('a chart is read with the keyboard alone', async ({ page }) => {
  const guild = await discord.guild('Lantern Harbour');
  await page.goto(`/guilds/${guild.id}`);
  await expect(live(page)).toBeVisible();
  const chart = page.locator('figure').filter({ hasText: 'Messages by hour' });
  const said = chart.locator('figcaption > p');
  const hours = chart.locator('[role=graphics-symbol]');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

  await page.getByRole('button', { name: 'Messages by hour: what it means' }).focus();
  await page.keyboard.press('Tab');
  const now = await focused();
  expect(now, 'one stop, at the hour under way').toMatch(/^\d\d:00 to \d\d:00: .*/);
  await page.keyboard.press('Home');
  expect(await focused()).toMatch(/^00:00 to 01:00/);
  await expect(said).toHaveText(/^00:00 to 01:00/);
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toMatch(/^01:00 to 02:00/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await focused(), 'it stops at the first').toMatch(/^00:00 to 01:00/);
  await page.keyboard.press('End');
  expect(await focused()).toMatch(/^23:00 to 00:00/);
  await page.keyboard.press('Tab');
  await expect(chart.locator('summary')).toBeFocused();
  expect(await hours.count()).toBe(24);
  await page.keyboard.press('Enter');
  await expect(chart.getByRole('table', { name: 'Messages by hour' }).getByRole('row')).toHaveCount(25);
});

test('a definition opens and closes with the keyboard and gives the focus back', async ({ page }) => {
  const guild = await discord.guild('Lantern Harbour');
  await page.goto(`/guilds/${guild.id}`);
  const button = page.getByRole('button', { name: 'Voice time: what it means' });
  const words = page.getByText('The AFK channel does not count.').first();
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(words).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(words).toBeHidden();
  await expect(button).toBeFocused();
});

test('a chart can be taken along as CSV, SVG and PNG', async ({ page }) => {
  const guild = await discord.guild('Lantern Harbour');
  await page.goto(`/guilds/${guild.id}`);
  await expect(live(page)).toBeVisible();
  const chart = page.locator('figure').filter({ hasText: 'Messages by hour' });
  const taken = async (name: string, role: 'link' | 'button') => {
    const download = await downloadOf(page, chart.getByRole(role, { name, exact: true }));
    return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const csv = await taken('CSV', 'link');
  expect(csv.file).toMatch(/\.csv$/);
  const hours = readCsv(csv.bytes.toString('utf8'));
  expect(hours).toHaveLength(24);
  for (const hour of hours) {
    expect(Date.parse(hour.to_utc) - Date.parse(hour.from_utc)).toBe(3_600_000);
    expect(hour.messages, 'unknown is empty, not zero').toMatch(
      hour.observed_share_messages === '0.000' ? /^$|^[1-9]\d*$/ : /^\d*$/,
    );
  }
  const svg = await taken('Picture (SVG)', 'link');
  expect(svg.file).toMatch(/\.svg$/);
  const drawn = await page.evaluate((text) => {
    const picture = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      error: picture.querySelector('parsererror')?.textContent ?? null,
      root: picture.documentElement.localName,
    };
  }, svg.bytes.toString('utf8'));
  expect(drawn).toEqual({ error: null, root: 'svg' });
  const png = await taken('Picture (PNG)', 'button');
  expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(png.bytes.length).toBeGreaterThan(2_000);
});

test('a server without premium reads what would be counted and how to get it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const guild = await discord.guild('The Very Long Name');
  await page.goto(`/guilds/${guild.id}`);
  await expect(page.getByRole('heading', { name: 'This server is not counted' })).toBeVisible();
  await expect(page.getByText('The numbers are invented.')).toBeVisible();
  await page.getByRole('button', { name: 'Copy the id' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(guild.id);
});

test('/stats me counts what a member just did, for them alone', async () => {
  const guild = await discord.guild('Drei Freunde');
  const [userId = ''] = await discord.people(guild.id, 1);
  const said = async () => {
    const answer = await discord.command({ userId, guildId: guild.id, name: 'stats me' });
    expect(answer.ephemeral).toBe(true);
    return Number(/Messages: \*\*([\d,]+)\*\*/.exec(answer.message.content)?.[1]?.replaceAll(',', ''));
  };
  const before = await said();
  await discord.messages({ channelId: textChannels(guild)[0]?.id ?? '', userId, count: 5 });
  await expect.poll(said, { timeout: 30_000 }).toBe(before + 5);
});

test('/stats guild answers with a picture that says what it shows', async () => {
  const guild = await discord.guild('Lantern Harbour');
  let picture: CommandAnswer['message']['attachments'][number] | undefined;
  await expect(async () => {
    const answer = await discord.command({ userId: 'owner', guildId: guild.id, name: 'stats guild' });
    expect(answer.answeredAfterMs).toBeLessThan(3_000);
    picture = answer.message.attachments[0];
    expect(picture?.description).toMatch(/^Bars: Messages by day, /);
  }).toPass({ timeout: 60_000 });
  const png = Buffer.from(await (await fetch(picture?.url ?? '')).arrayBuffer());
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
});

test('/stats guild shown to everyone is a choice, and members without the right are refused', async () => {
  const guild = await discord.guild('Lantern Harbour');
  const wish = { guildId: guild.id, name: 'stats guild' };
  const open = await discord.command({ ...wish, userId: 'owner', options: { public: true } });
  expect(open.ephemeral).toBe(false);
  const refused = await discord.command({ ...wish, userId: 'member' });
  expect(refused.ephemeral).toBe(true);
  expect(refused.message.content).toContain('Only members with Manage Server');
});
