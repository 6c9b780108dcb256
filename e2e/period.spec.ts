import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { discord, textChannels, type WorldGuild } from './setup/discord.ts';
import { downloadOf } from './setup/download.ts';
import { desktop, expectNoOverflow, phone } from './setup/layout.ts';
import { expect, test } from './setup/test.ts';

test.use({ persona: 'owner' });

const DAY_MS = 86_400_000;
const GUILD = 'Lantern Harbour';
const count = (value: number) => value.toLocaleString('en');
const open = (page: Page, guild: WorldGuild, address: string) => page.goto(`/guilds/${guild.id}/${address}`);
/** The large figure under a heading, as text. */
const figureOf = (page: Page, name: string) =>
  page.getByRole('heading', { name: `${name}: what it means`, exact: true }).locator('xpath=following-sibling::p[1]');

/** What was sent in the last `days` days that are over, in UTC. */
async function truthOf(guild: WorldGuild, days: number) {
  const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const fromMs = toMs - days * DAY_MS;
  const cells = (await discord.ledger(guild.id, fromMs, true)).filter(
    ({ hour }) => hour * 3_600_000 >= fromMs && hour * 3_600_000 < toMs,
  );
  const byDay = new Map<string, number>();
  const byChannel = new Map<string, number>();
  for (const cell of cells) {
    const date = new Date(cell.hour * 3_600_000).toISOString().slice(0, 10);
    byDay.set(date, (byDay.get(date) ?? 0) + cell.messages);
    const channelId = cell.parentId ?? cell.channelId;
    byChannel.set(channelId, (byChannel.get(channelId) ?? 0) + cell.messages);
  }
  return { messages: cells.reduce((sum, cell) => sum + cell.messages, 0), byDay, byChannel };
}

test('a week of messages is what Discord sent: figure, file and table', async ({ page }) => {
  const guild = await discord.guild(GUILD);
  const truth = await truthOf(guild, 7);
  expect(truth.messages).toBeGreaterThan(100);
  await open(page, guild, 'messages?days=7');
  await expect(page.getByText('UTC time').first()).toBeVisible();
  await expect(figureOf(page, 'Messages')).toHaveText(count(truth.messages));

  const download = await downloadOf(page, page.getByRole('link', { name: 'CSV', exact: true }).first());
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines[0]?.split(',').slice(0, 2)).toEqual(['date', 'messages']);
  const told = lines.slice(1).map((line) => line.split(','));
  expect(told.map(([date = '', messages = '']) => [date, Number(messages)])).toEqual([...truth.byDay].sort());

  await page.getByText('Show as a table').first().click();
  const rows = page.getByRole('table', { name: 'Messages by day' }).getByRole('row');
  await expect(rows).toHaveCount(8);
  await expect(rows.last()).toContainText(count([...truth.byDay].sort().at(-1)?.[1] ?? 0));
});

test('what stands below a chart stays where it is when the page comes alive', async ({ page, browser }) => {
  const guild = await discord.guild(GUILD);
  await open(page, guild, 'messages?days=7');
  await expect(page.locator('html[data-js]')).toBeAttached();
  const still = await browser.newPage({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  await open(still, guild, 'messages?days=7');
  for (const width of [390, 1280]) {
    const places = await Promise.all(
      [page, still].map(async (one) => {
        await one.setViewportSize({ width, height: 800 });
        return one.getByRole('link', { name: 'CSV', exact: true }).first().boundingBox();
      }),
    );
    expect(places[0]).toEqual(places[1]);
  }
  await still.close();
});

test('a channel is chosen, and its numbers are its own; the choice stays over another length', async ({ page }) => {
  const guild = await discord.guild(GUILD);
  const truth = await truthOf(guild, 28);
  const channel = textChannels(guild).reduce((most, one) =>
    (truth.byChannel.get(one.id) ?? 0) > (truth.byChannel.get(most.id) ?? 0) ? one : most,
  );
  await open(page, guild, 'messages');
  await page.getByRole('combobox', { name: 'Channel' }).selectOption({ label: channel.name });
  await expect(page).toHaveURL(new RegExp(`channel=${channel.id}`));
  const shown = async () => Number((await figureOf(page, 'Messages').textContent())?.replaceAll(',', ''));
  await expect.poll(shown).toBeLessThan(truth.messages);
  expect(await shown()).toBeGreaterThanOrEqual(truth.byChannel.get(channel.id) ?? 0);
  await page.getByRole('link', { name: '7 days' }).click();
  await expect(page.getByRole('link', { name: '7 days' })).toHaveAttribute('aria-current', 'true');
  await expect(page).toHaveURL(new RegExp(`channel=${channel.id}`));
});

test('the arrow keys move over the chart and over the week', async ({ page }) => {
  const guild = await discord.guild(GUILD);
  await open(page, guild, 'messages?days=7');
  const bars = page.locator('svg.chart').first();
  await bars.locator('[tabindex="0"]').focus();
  const last = await bars.locator('[tabindex="0"]').getAttribute('aria-label');
  await page.keyboard.press('ArrowLeft');
  await expect(bars.locator('[tabindex="0"]')).not.toHaveAttribute('aria-label', last ?? '');
  await expect(bars.locator('[tabindex="0"]')).toBeFocused();

  const week = page.locator('svg.chart', { has: page.locator('[data-cell]') });
  await week.locator('[tabindex="0"]').focus();
  for (const key of ['Home', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp'])
    await page.keyboard.press(key);
  await expect(week.locator('[data-cell="0-0"]')).toBeFocused();
  await expect(week.locator('[data-cell="0-0"]')).toHaveAttribute(
    'aria-label',
    /^Monday, 00:00 to 01:00: .* on average$/,
  );
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('days are chosen by a form, and a channel too', async ({ page }) => {
    const guild = await discord.guild(GUILD);
    await open(page, guild, 'messages');
    const day = (back: number) => new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10);
    await page.getByRole('button', { name: 'Other dates' }).click();
    await page.getByLabel('From', { exact: true }).fill(day(10));
    await page.getByLabel('To', { exact: true }).fill(day(8));
    await page.getByRole('button', { name: 'Show' }).first().click();
    await expect(page).toHaveURL(new RegExp(`from=${day(10)}&to=${day(8)}`));
    await page.getByText('Show as a table').first().click();
    await page.getByRole('link', { name: 'Show this page with its tables' }).first().click();
    await expect(page.getByRole('table', { name: 'Messages by day' }).getByRole('row')).toHaveCount(4);
    const channel = textChannels(guild)[0];
    await page.getByRole('combobox', { name: 'Channel' }).selectOption({ label: channel?.name ?? '' });
    await page.getByRole('button', { name: 'Show' }).last().click();
    await expect(page).toHaveURL(new RegExp(`from=${day(10)}&to=${day(8)}&channel=${channel?.id}`));
  });
});

test('an annotation stands on the charts until it is deleted; what is wrong with one is said beside it', async ({
  page,
  watch,
}) => {
  watch.allow(/status of 400/);
  const guild = await discord.guild('Pixel Frontier');
  await open(page, guild, 'annotations');
  const text = `Tournament ${Date.now()}`;
  await page.getByLabel('Day').fill('2014-01-01');
  await page.getByLabel('What happened').fill(text);
  await page.getByRole('button', { name: 'Add annotation' }).click();
  await expect(page.getByText('Choose a day between')).toBeVisible();
  await expect(page.getByLabel('What happened')).toHaveValue(text);
  await page.getByLabel('Day').fill(new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Add annotation' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: text })).toBeVisible();
  await expect(page.getByLabel('What happened')).toHaveValue('');

  await open(page, guild, 'messages');
  await expect(page.getByText(text, { exact: true })).toBeVisible();
  await expect(page.locator('[data-point="25"]').first()).toHaveAttribute('aria-label', new RegExp(text));
  await page.getByRole('link', { name: 'Write or delete annotations' }).click();
  await page.getByRole('button', { name: `Delete “${text}”` }).click();
  await expect(page.getByRole('listitem').filter({ hasText: text })).toHaveCount(0);
});

test('a cohort has its number of people, and one that is too young says so', async ({ page }) => {
  const guild = await discord.guild(GUILD);
  await open(page, guild, 'retention');
  const table = page.getByRole('table', { name: 'By joining week' });
  await expect(table.getByRole('row').nth(1)).toContainText('not yet');
  await expect(table.getByText(/^n = \d+$/).first()).toBeVisible();
  await expect(table.getByText(/^\d+%$/).first()).toBeVisible();
});

test('people of the past are told by what they came by; where the bot may not read invites, the page says so', async ({
  page,
}) => {
  const guild = await discord.guild(GUILD);
  const uses = new Map<string, number>();
  for (const { inviteCode } of await discord.joins(guild.id))
    if (inviteCode !== null) uses.set(inviteCode, (uses.get(inviteCode) ?? 0) + 1);
  const [[code, used] = ['', 0]] = [...uses].sort(([, a], [, b]) => b - a);
  await open(page, guild, 'retention');
  const row = page.getByRole('table', { name: 'By invite' }).getByRole('row').filter({ hasText: code });
  await expect(row).toContainText('invite to #');
  const joined = Number(await row.getByRole('cell').first().textContent());
  expect(joined).toBeGreaterThanOrEqual(10);
  expect(joined).toBeLessThanOrEqual(used);
  for (const of of [1, 2]) await expect(row.getByRole('cell').nth(of)).toHaveText(/^\d+%\s*\d+ of \d+$/);
  await open(page, await discord.guild('Drei Freunde'), 'retention');
  await expect(page.getByText('The bot may not read invites')).toBeVisible();
});

test('the most active of the days of the past are listed from the first start on', async ({ page }) => {
  await open(page, await discord.guild(GUILD), 'top');
  const lists = page.getByRole('main').getByRole('list');
  await expect(async () => {
    await page.reload();
    await expect(lists.first().getByRole('listitem').nth(4)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
});

test('every page of a period fits a phone and leads on from the others', async ({ page }) => {
  const guild = await discord.guild(GUILD);
  for (const [name, heading] of [
    ['overview', 'Overview'],
    ['messages', 'Messages'],
    ['voice', 'Voice'],
    ['members', 'Members'],
    ['growth', 'Growth'],
    ['retention', 'Retention'],
  ] as const) {
    await page.setViewportSize(desktop);
    await open(page, guild, 'annotations');
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: heading }).click();
    await expect(page).toHaveURL(new RegExp(`/${name}$`));
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expectNoOverflow(page);
    await page.setViewportSize(phone);
    await expectNoOverflow(page);
  }
});
