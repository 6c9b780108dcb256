import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere } from './setup/axe.ts';
import { runSql } from './setup/database.ts';
import { discord } from './setup/discord.ts';
import { instance } from './setup/instance.ts';
import { expect, test } from './setup/test.ts';

const GUILD = 'Lantern Harbour';

/** How the stand-in for a model answers from now on. */
async function model(path: string, body: object | null): Promise<void> {
  const { url } = (await (await fetch(`${instance.simulatorUrl}/control/model`)).json()) as { url: string };
  const method = body === null ? 'DELETE' : 'POST';
  const init = body === null ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(`${url}/control/${path}`, { method, ...init });
  expect(answer.ok).toBe(true);
}

async function open(page: Page): Promise<string> {
  const guild = await discord.guild(GUILD);
  await runSql('DELETE FROM assistant_thread WHERE guild_id = $1', [guild.id]);
  await page.goto(`/guilds/${guild.id}/assistant`);
  return guild.id;
}

test.describe('assistant', () => {
  // They share a stand-in.
  test.describe.configure({ mode: 'default' });
  test.use({ persona: 'manager' });
  test.afterEach(() => model('mode', null));

  test('an answer is seen while it is written, stopped by Escape, and asked anew by keyboard', async ({ page }) => {
    await open(page);
    await expectAccessibleEverywhere(page);
    await model('mode', { mode: 'endless', betweenMs: 20 });
    const box = page.getByLabel('Your question');
    await box.fill('How was last week?');
    await box.press('Shift+Enter');
    await box.pressSequentially('And the week before?');
    await box.press('Enter');
    await expect(page.locator('article[aria-busy="true"]')).toContainText('And the week before?');
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await expect(page.getByText('This answer is being written.')).toBeVisible();
    await expect(box).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByText('It was stopped here.')).toBeVisible();
    await expect(page).toHaveURL(/\/assistant\/[0-9a-f-]{36}$/);
    await expect(page.getByLabel('Your next question')).toBeFocused();
    await model('mode', null);
    await page.getByRole('button', { name: 'Try again' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('It was stopped here.')).toBeHidden();
    const written = page.locator('article:not([aria-busy])').getByText('Written by AI');
    await expect(written).toHaveCount(1);
    const here = page.url();
    await page.getByLabel('Your next question').fill('And the week to come?');
    await page.getByLabel('Your next question').press('Enter');
    await expect(written).toHaveCount(2);
    expect(page.url()).toBe(here);
    await expectAccessibleEverywhere(page);
  });

  test('on a phone a proposal is applied, and its source is a tap away', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const guildId = await open(page);
    const arguments_ = { kind: 'rule', title: 'Quiet hours', text: 'From ten to eight.' };
    await model('script', {
      replies: [
        {
          toolCalls: [
            { name: 'settings', arguments: {} },
            { name: 'propose_knowledge', arguments: arguments_ },
          ],
        },
        { text: 'Here is **a rule**, in line with the settings [1]. ![x](https://evil.example/p)' },
      ],
    });
    await model('mode', { mode: 'scripted' });
    await page.getByRole('button', { name: 'What is written down about our rules?' }).click();
    await expect(page.getByText('Nothing happens until you say so.')).toBeVisible();
    await expect(page.getByText('(https://evil.example/p)')).toBeVisible();
    await page.getByRole('link', { name: 'Source 1' }).click();
    await expect(page).toHaveURL(/#source-/);
    await page.getByRole('button', { name: 'Write it down' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Applied' })).toBeFocused();
    await expect(page.getByRole('link', { name: 'Look at it' })).toHaveAttribute(
      'href',
      new RegExp(`/guilds/${guildId}/knowledge/`),
    );
    await page.getByRole('button', { name: 'Good answer' }).click();
    await expect(page.getByRole('button', { name: 'Good answer' })).toHaveAttribute('aria-pressed', 'true');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessibleEverywhere(page);
  });
});
