import { expectAccessibleEverywhere } from './setup/axe.ts';
import { runSql } from './setup/database.ts';
import { discord } from './setup/discord.ts';
import { expect, test } from './setup/test.ts';

const GUILD = 'Lantern Harbour';

test.describe('insights', () => {
  // They share a guild.
  test.describe.configure({ mode: 'default' });
  test.use({ persona: 'owner' });

  test.beforeEach(async () => {
    const guild = await discord.guild(GUILD);
    await runSql("DELETE FROM insight_report WHERE guild_id = $1 AND kind = 'asked'", [guild.id]);
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test('a report is written, AI is switched off and on again', async ({ page }) => {
      const guild = await discord.guild(GUILD);
      await page.goto(`/guilds/${guild.id}/insights`);
      await page.getByRole('button', { name: 'Write a report now' }).click();
      await expect(page.getByText('The report is written.')).toBeVisible();
      await expect(page.getByText('Rests on these numbers').first()).toBeVisible();
      await page.getByRole('button', { name: 'Switch AI off for insights' }).click();
      await expect(page.getByText('AI is off for the insights of this server.')).toBeVisible();
      await page.getByRole('button', { name: 'Switch AI on for insights' }).click();
      await expect(page.getByText('AI may word the insights of this server again.')).toBeVisible();
    });
  });

  test('everybody can read it, and it leads to its numbers', async ({ page }) => {
    const guild = await discord.guild(GUILD);
    await page.goto(`/guilds/${guild.id}/insights`);
    await expectAccessibleEverywhere(page);
    await page.getByRole('button', { name: 'Write a report now' }).click();
    await expect(page.getByText('The report is written.')).toBeVisible();
    await expectAccessibleEverywhere(page);
    await page
      .getByRole('link', { name: /^Look at them/ })
      .first()
      .click();
    await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d&to=/);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});
