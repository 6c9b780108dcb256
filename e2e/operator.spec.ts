import type { Page } from '@playwright/test';
import { runSql } from './setup/database.ts';
import { discord, textChannels } from './setup/discord.ts';
import { figure } from './setup/overview.ts';
import { signedInAs } from './setup/sign-in.ts';
import { expect, test } from './setup/test.ts';

test.use({ persona: 'staff' });

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function givePremium(page: Page, guildId: string, reason: string): Promise<void> {
  const form = section(page, 'Premium');
  await form.getByLabel('Server id').fill(guildId);
  await form.getByLabel('Reason').first().fill(reason);
  await form.getByRole('button', { name: 'Give premium' }).click();
}

test('staff see what runs: clusters, shards, budget', async ({ page }) => {
  await page.goto('/operator');
  await expect(page.getByRole('heading', { level: 1, name: 'Operator' })).toBeVisible();
  await expect(page.getByText('2 of 2 ready')).toBeVisible();
  const clusters = page.getByRole('table', { name: 'Clusters' });
  await expect(clusters.getByRole('row').filter({ hasText: 'Running' })).toHaveCount(2);
  await expect(
    page.getByRole('table', { name: 'Shards' }).getByRole('row').filter({ hasText: 'Counting' }),
  ).toHaveCount(8);
  const asOf = page.getByText(/^As of/);
  const before = await asOf.textContent();
  await expect(asOf, 'it reads itself again').not.toHaveText(before ?? '');
});

test('it is read again only when the reading before has ended, and no click is lost to it', async ({ page }) => {
  await page.clock.install();
  await page.goto('/operator');
  await expect(page.getByText('Refreshes every 5 seconds')).toBeVisible();
  let asked = 0;
  let answer = () => {};
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/operator.data*', async (route) => {
    asked += 1;
    await slow;
    await route.continue();
  });
  await page.clock.runFor(5_000);
  await expect.poll(() => asked).toBe(1);
  await page.clock.runFor(15_000);
  expect(asked, 'the slow answer is waited for').toBe(1);
  answer();
  await expect.poll(() => page.clock.runFor(5_000).then(() => asked)).toBeGreaterThan(1);
});

test('a form that is refused while it is read again does not end that', async ({ page, watch }) => {
  watch.allow(/status of 400/);
  await page.clock.install();
  await page.goto('/operator');
  await expect(page.getByText('Refreshes every 5 seconds')).toBeVisible();
  let asked = 0;
  let answer = () => {};
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/operator.data*', async (route) => {
    if (route.request().method() === 'GET') {
      asked += 1;
      await slow;
    }
    await route.continue().catch(() => {});
  });
  await page.clock.runFor(5_000);
  await expect.poll(() => asked).toBe(1);
  await givePremium(page, 'berlin', 'Because');
  await expect(page.getByRole('alert')).toBeVisible();
  answer();
  await expect.poll(() => page.clock.runFor(5_000).then(() => asked)).toBeGreaterThan(2);
});

test('premium begins and ends counting, on the page of the owner without a reload', async ({
  page,
  browserOf,
  watch,
}) => {
  // The beginning and the end of counting have the minute that is promised.
  test.setTimeout(180_000);
  watch.allow(/status of 409/);
  const guild = await discord.guild('Nordlys Speedruns');
  const wish = { channelId: textChannels(guild)[0]?.id ?? '', userId: guild.ownerId };
  const owner = await (await browserOf(null, { storageState: await signedInAs(guild.ownerId) })).newPage();
  await owner.goto(`/guilds/${guild.id}`);
  await expect(owner.getByRole('heading', { name: 'This server is not counted' })).toBeVisible();
  await discord.messages({ ...wish, count: 50 });

  await page.goto('/operator');
  await givePremium(page, guild.id, 'Trial of the browser tests');
  await expect(page.getByRole('status').filter({ hasText: `Premium was given to ${guild.id}.` })).toBeVisible();
  const row = page.getByRole('table', { name: 'Premium' }).getByRole('row').filter({ hasText: guild.id });
  await expect(row).toContainText('Trial of the browser tests');

  await expect(owner.getByText('Counting began at')).toBeVisible({ timeout: 60_000 });
  await discord.messages({ ...wish, count: 7 });
  await expect(figure(owner, 'Messages')).toHaveText('7', { timeout: 30_000 });

  await givePremium(page, guild.id, 'Once more');
  await expect(page.getByRole('alert')).toContainText('This server has premium already.');

  await row.getByText('Revoke').first().click();
  await expect(row.getByText('Counting stops within 60 seconds.')).toBeVisible();
  await row.getByLabel('Reason').fill('The trial is over');
  await row.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Premium of ${guild.id} was revoked.` })).toBeVisible();
  await expect(row).toHaveCount(0);
  await expect(owner.getByText('Counting has stopped')).toBeVisible({ timeout: 60_000 });
  await discord.messages({ ...wish, count: 30 });
  const audit = await runSql('SELECT action, reason FROM audit_event WHERE guild_id = $1 ORDER BY id', [guild.id]);
  expect(audit.slice(-2)).toEqual([
    { action: 'premium.granted', reason: 'Trial of the browser tests' },
    { action: 'premium.revoked', reason: 'The trial is over' },
  ]);
  await owner.reload();
  await expect(figure(owner, 'Messages'), 'what came after is not in it').toHaveText('7');
});

test('a suspension closes the pages of an account at once, and is lifted', async ({ page, browserOf, watch }) => {
  watch.allow(/status of 40[13]/);
  const guild = await discord.guild('Kod & Kahve');
  const person = await (await browserOf(null, { storageState: await signedInAs(guild.ownerId) })).newPage();
  await person.goto(`/guilds/${guild.id}`);
  await expect(person.getByText('Live', { exact: true })).toBeVisible();

  await page.goto('/operator');
  const accounts = section(page, 'Accounts');
  await accounts.getByText('Suspend an account').click();
  await accounts.getByLabel('Account id').fill(guild.ownerId);
  await accounts.getByLabel('Reason').last().fill('A test of the suspension');
  await accounts.getByRole('button', { name: 'Suspend', exact: true }).click();
  await expect(page.getByText(`The account ${guild.ownerId} is suspended.`)).toBeVisible();
  await expect(person.getByRole('heading', { level: 1 }), 'without a reload').not.toHaveText(guild.name);

  const row = accounts.getByRole('row').filter({ hasText: guild.ownerId });
  await row.getByText('Lift').first().click();
  await row.getByLabel('Reason').fill('The test is over');
  await row.getByRole('button', { name: 'Lift' }).click();
  await expect(page.getByText(`The suspension of ${guild.ownerId} was lifted.`)).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('what is wrong with a form stands beside its field and above, and what was typed stays', async ({
      page,
      watch,
    }) => {
      watch.allow(/status of 400/);
      await page.goto('/operator');
      await givePremium(page, 'berlin', 'Because');
      const form = section(page, 'Premium');
      const words = 'Enter a server id: 15 to 20 digits.';
      await expect(form.getByRole('alert')).toContainText('Please check');
      await expect(form.getByRole('alert')).toContainText(words);
      const field = form.getByLabel('Server id');
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toHaveAccessibleDescription(new RegExp(words));
      await expect(field).toHaveValue('berlin');
      await expect(form.getByLabel('Reason').first()).toHaveValue('Because');
    });
  });
}

test('an alert stands on top until it is closed', async ({ page }) => {
  const scope = `cluster ${Date.now()}`;
  await runSql("INSERT INTO gateway.alert (kind, scope, detail) VALUES ('cluster-failing', $1, 'exit code 1')", [
    scope,
  ]);
  try {
    await page.goto('/operator');
    const alerts = page.getByRole('region', { name: 'Alerts' });
    await expect(alerts.getByText('A cluster keeps dying and is restarted with back-off')).toBeVisible();
    await expect(alerts).toContainText(`${scope}: exit code 1`);
  } finally {
    await runSql('UPDATE gateway.alert SET closed_at = now() WHERE scope = $1', [scope]);
  }
  await expect(page.getByText(`${scope}: exit code 1`), 'without a reload').toHaveCount(0);
});
