import { discord } from './setup/discord.ts';
import { instance } from './setup/instance.ts';
import { expect, test } from './setup/test.ts';

test('anybody reads what is stored, column by column', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'What is stored here, column by column' }).click();
  await expect(page).toHaveURL('/privacy');
  await expect(page.getByRole('heading', { level: 1, name: 'What is stored here' })).toBeVisible();
  const counted = page.getByRole('heading', { name: 'To count messages and voice time in servers that are counted' });
  await expect(counted.first()).toBeVisible();
  await expect(page.getByText('Counts that name a person are gone after 30 days.')).toBeVisible();
  const links = page.getByRole('navigation', { name: 'Purposes' }).getByRole('link');
  for (const link of await links.all()) {
    const target = await link.getAttribute('href');
    await expect(page.locator(target ?? '#none'), `${target} leads somewhere`).toHaveCount(1);
  }
});

test('/privacy counted answers anybody with what is counted and the way to the dashboard', async () => {
  const guild = await discord.guild('Lantern Harbour');
  const answer = await discord.command({ userId: 'member', guildId: guild.id, name: 'privacy counted' });
  expect(answer.ephemeral).toBe(true);
  const [embed] = answer.message.embeds;
  expect(embed?.title).toBe('What Procord counts');
  expect(embed?.description).toContain(`](${instance.origin}`);
  expect(embed?.fields?.map((field) => field.name)).toContain('Never read, never kept');
});
