import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { expectAccessibleEverywhere } from './setup/axe.ts';
import { runSql } from './setup/database.ts';
import { discord } from './setup/discord.ts';
import { downloadOf } from './setup/download.ts';
import { instance } from './setup/instance.ts';
import { tabTo } from './setup/keyboard.ts';
import { signedInAs } from './setup/sign-in.ts';
import { expect, test } from './setup/test.ts';

const textOf = async (download: Download) => readFileSync(await download.path(), 'utf8');
const file = (page: Page, name: string) => page.getByRole('link', { name: `Download ${name}` });

test.describe('a server that is counted', () => {
  test.use({ persona: 'owner' });

  test('by keyboard: days are chosen, and their files hold the totals of the database', async ({ page }) => {
    const guild = await discord.guild('Lantern Harbour');
    await page.goto(`/guilds/${guild.id}`);
    await page.getByRole('link', { name: 'Export' }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Export' })).toBeVisible();
    await tabTo(page, page.getByRole('link', { name: 'Last 28 days' }));
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/from=/);
    await expect(page.getByText(/of 28 days observed in full/)).toBeVisible();

    const begun = page.waitForEvent('download');
    await tabTo(page, file(page, 'days.csv'));
    await page.keyboard.press('Enter');
    const csv = await textOf(await begun);
    const [head = '', ...lines] = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(28);
    const at = head.split(',').indexOf('messages');
    const sum = lines.reduce((total, line) => total + Number(line.split(',')[at]), 0);
    const dates = lines.map((line) => line.split(',')[0]);
    const [row] = await runSql(
      `SELECT sum(messages)::int AS messages FROM analytics.guild_day
        WHERE guild_id = $1 AND day BETWEEN $2::date - DATE '1970-01-01' AND $3::date - DATE '1970-01-01'`,
      [guild.id, dates[0], dates.at(-1)],
    );
    expect(sum).toBe(row?.messages);
    expect(sum).toBeGreaterThan(0);

    const json = JSON.parse(await textOf(await downloadOf(page, file(page, 'analytics.json'))));
    expect(json.schema).toBe('procord.analytics/1');
    expect(json.definitions.days.messages).toContain('Messages sent by people');
    expect(json.days).toHaveLength(28);
    expect(json.channels.length).toBeGreaterThan(28);
    await expectAccessibleEverywhere(page);
  });

  test('Discord’s own files lie beside, are told from others, and go again', async ({ page }) => {
    const guild = await discord.guild('Lantern Harbour');
    await page.goto(`/guilds/${guild.id}/export`);
    await page.getByRole('link', { name: 'Open the comparison' }).click();
    const yesterday = Date.now() - 86_400_000;
    const lines = [5, 4, 3].map(
      (before) => `${new Date(yesterday - before * 86_400_000).toISOString().slice(0, 10)}T00:00:00+00:00,812,9.4`,
    );
    const csv = ['interval_start_timestamp,messages,messages_per_communicator', ...lines].join('\n');
    await page.getByLabel('CSV files of Server Insights').setInputFiles([
      { name: 'guild-message-activity.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
      { name: 'shopping.csv', mimeType: 'text/csv', buffer: Buffer.from('what,price\nbread,3\n') },
    ]);
    await page.getByRole('button', { name: 'Lay beside' }).click();
    await expect(page.getByRole('alert')).toContainText('shopping.csv has other columns');
    await expect(page.getByRole('status').filter({ hasText: 'Laid beside' })).toContainText('3 lines');
    const table = page.getByRole('table', { name: 'Messages, by day' });
    await expect(table.getByRole('row')).toHaveCount(4);
    await expect(table.getByRole('cell', { name: '812' })).toHaveCount(3);
    await expectAccessibleEverywhere(page);
    await page.getByLabel('Delete: Messages, by day').click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByText('The file was deleted.')).toBeVisible();
    await expect(page.getByText('There are none yet.')).toBeVisible();
  });

  test('the page of the API is for everybody', async ({ page }) => {
    await page.goto('/api/docs');
    await expect(page.getByRole('heading', { level: 1, name: 'API' })).toBeVisible();
    await expectAccessibleEverywhere(page);
  });
});

test('without JavaScript: a token is made, read with, and revoked', async ({ browserOf }) => {
  const guild = await discord.guild('Lantern Harbour');
  const context = await browserOf(null, { storageState: await signedInAs(guild.ownerId), javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`/guilds/${guild.id}/export`);
  await page.getByRole('textbox', { name: 'Name' }).fill('A screen in the hall');
  await page.getByRole('checkbox', { name: 'Retention' }).uncheck();
  await page.getByRole('button', { name: 'Make a token' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copy it now' })).toBeVisible();
  const secret = (await page.getByText(/^procord_[\w-]{43}$/).textContent()) ?? '';

  const ask = async (path: string) => {
    const headers = { authorization: `Bearer ${secret}` };
    return fetch(`${instance.origin}/api/v1/guilds/${guild.id}/${path}`, { headers });
  };
  const answer = await ask('days?limit=3');
  expect(answer.status).toBe(200);
  expect(((await answer.json()) as { items: unknown[] }).items).toHaveLength(3);
  expect((await ask('retention')).status).toBe(403);

  await page.goto(`/guilds/${guild.id}/export`);
  await expect(page.getByText(secret)).toHaveCount(0);
  const row = page.getByRole('row').filter({ hasText: 'A screen in the hall' });
  await row.getByText('Revoke', { exact: true }).first().click();
  await row.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('The token was revoked.')).toBeVisible();
  expect((await ask('days')).status).toBe(401);
});

test('a server that was never counted says what there is', async ({ browserOf }) => {
  const guild = await discord.guild('The Very Long Name');
  const context = await browserOf(null, { storageState: await signedInAs(guild.ownerId) });
  const page = await context.newPage();
  await page.goto(`/guilds/${guild.id}/export`);
  await expect(page.getByRole('heading', { name: 'There are no totals yet' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});
