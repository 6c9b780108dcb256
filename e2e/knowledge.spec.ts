import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere } from './setup/axe.ts';
import { runSql } from './setup/database.ts';
import { discord } from './setup/discord.ts';
import { expect, test } from './setup/test.ts';

const GUILD = 'Lantern Harbour';

async function write(page: Page, guildId: string, kind: string, title: string, text: string): Promise<void> {
  await page.goto(`/guilds/${guildId}/knowledge/new`);
  await page.getByLabel('Kind').selectOption({ label: kind });
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Text').fill(text);
  await page.getByRole('button', { name: 'Write down' }).click();
  await expect(page.getByText('It is written down.')).toBeVisible();
}

test.describe('knowledge', () => {
  // They share a guild.
  test.describe.configure({ mode: 'default' });
  test.use({ persona: 'owner' });

  test.beforeEach(async () => {
    const guild = await discord.guild(GUILD);
    await runSql('DELETE FROM knowledge_node WHERE guild_id = $1', [guild.id]);
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test('an entry is written, related and the last change taken back', async ({ page }) => {
      const guild = await discord.guild(GUILD);
      await write(page, guild.id, 'Topic', 'Drawing', '');
      await write(page, guild.id, 'Rule', 'Name the artist', 'Always link to who drew it.');
      await page.getByLabel('This entry').selectOption({ label: 'is about' });
      await page.getByLabel('Other entry').selectOption({ label: 'Topic: Drawing' });
      await page.getByRole('button', { name: 'Relate' }).click();
      await expect(page.getByText('The relation is there.')).toBeVisible();
      await page.getByRole('button', { name: 'Undo the last change' }).click();
      await expect(page.getByText('It is not related to anything yet.')).toBeVisible();
      await page.goto(`/guilds/${guild.id}/knowledge/graph`);
      await expect(page.getByRole('link', { name: 'Name the artist' })).toBeVisible();
    });
  });

  test('the structure is imported after a look at it, and found by its words', async ({ page }) => {
    const guild = await discord.guild(GUILD);
    await page.goto(`/guilds/${guild.id}/knowledge`);
    await expectAccessibleEverywhere(page);
    await page.getByRole('link', { name: 'Import' }).click();
    await page.getByRole('button', { name: 'See what would change' }).first().click();
    await expect(page.getByRole('heading', { name: 'This would change' })).toBeVisible();
    await expectAccessibleEverywhere(page);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText(/\d+ added, 0 changed/)).toBeVisible();
    const [channel] = await runSql(
      `SELECT title FROM knowledge_node WHERE guild_id = $1 AND kind = 'channel' ORDER BY length(title) DESC LIMIT 1`,
      [guild.id],
    );
    await page.getByRole('searchbox').fill(String(channel?.title));
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page
      .getByRole('link', { name: String(channel?.title), exact: true })
      .first()
      .click();
    await expect(page.getByRole('heading', { level: 1, name: String(channel?.title) })).toBeVisible();
    await expectAccessibleEverywhere(page);
  });

  test('the graph is drawn, two entries are connected by hand, and places are kept', async ({ page }) => {
    const guild = await discord.guild(GUILD);
    await write(page, guild.id, 'Rule', 'Be kind', 'To everybody.');
    await write(page, guild.id, 'Topic', 'Conduct', '');
    await page.goto(`/guilds/${guild.id}/knowledge/graph`);
    const node = (title: string) => page.locator('.react-flow__node').filter({ hasText: title });
    await expect(node('Be kind')).toBeVisible();
    await node('Be kind').locator('.source').dragTo(node('Conduct').locator('.target'));
    await expect(page.getByText('Be kind is about Conduct')).toBeVisible();
    await expect(page.locator('.react-flow__edge')).toHaveCount(1);
    const box = await node('Conduct').boundingBox();
    if (!box) throw new Error('the node is not drawn');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 60, { steps: 4 });
    await page.mouse.up();
    await expect(page.getByText('The arrangement is saved.')).toBeVisible();
    await expect
      .poll(() => runSql(`SELECT x FROM knowledge_node WHERE guild_id = $1 AND title = 'Conduct'`, [guild.id]))
      .toEqual([{ x: expect.any(Number) }]);
    await expectAccessibleEverywhere(page);
    await page.getByRole('link', { name: 'Be kind' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Be kind' })).toBeVisible();
  });
});
