import type { Browser, Page } from '@playwright/test';
import { expectAccessibleEverywhere } from './setup/axe.ts';
import { discord, type WorldGuild } from './setup/discord.ts';
import { tabTo } from './setup/keyboard.ts';
import { signedInAs } from './setup/sign-in.ts';
import { stripe } from './setup/stripe.ts';
import { expect, test } from './setup/test.ts';

// All share Stripe's clock. Each has a guild of its own, without premium, and acts as its owner.
test.describe.configure({ mode: 'default', timeout: 180_000 });

type BrowserOf = (
  persona: null,
  options: Parameters<Browser['newContext']>[0] & object,
) => Promise<{ newPage(): Promise<Page> }>;

async function openAsOwner(browserOf: BrowserOf, name: string, options: { javaScriptEnabled?: boolean } = {}) {
  const guild = await discord.guild(name);
  const context = await browserOf(null, { storageState: await signedInAs(guild.ownerId), ...options });
  const page = await context.newPage();
  await page.goto(`/guilds/${guild.id}/premium`);
  return { page, guild };
}

const state = (page: Page, words: string) => page.getByRole('heading', { level: 2, name: words, exact: true });
const lost = 'This server has lost premium';
const has = 'This server has premium';

/** Pays on Stripe's page and lands on the premium page. */
async function pay(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go on to payment' }).click();
  await page.getByRole('button', { name: 'Pay with a made-up card' }).click();
  await expect(state(page, has)).toBeVisible();
}

/** Stripe's events arrive by themselves; the page shows them when it is asked again. */
async function shows(page: Page, guild: WorldGuild, words: string): Promise<void> {
  await expect(async () => {
    await page.goto(`/guilds/${guild.id}/premium`);
    await expect(page.getByText(words, { exact: true }).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

test('without JavaScript: back, declined, paid; the trial stands on the page, and its end is a payment', async ({
  browserOf,
}) => {
  const { page, guild } = await openAsOwner(browserOf, 'Tiny Trains', { javaScriptEnabled: false });
  await expect(state(page, 'This server has no premium yet')).toBeVisible();
  await expect(page.getByText('€9.00 a month')).toBeVisible();
  await page.getByRole('radio', { name: /€90.00 a year/ }).check();
  await page.getByRole('button', { name: 'Go on to payment' }).click();
  await expect(page.getByText('Simulated Stripe.')).toBeVisible();
  await expect(page.getByText('14 days free', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Go back' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Nothing was paid. The offer stands.' })).toBeVisible();
  await page.getByRole('button', { name: 'Go on to payment' }).click();
  await page.getByRole('button', { name: 'Pay with a card that is declined' }).click();
  await expect(page.getByRole('alert')).toHaveText('Your card was declined.');
  await page.getByRole('button', { name: 'Pay with a made-up card' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Thank you.' })).toBeVisible();
  await expect(state(page, has)).toBeVisible();
  await expect(page.getByText('Free trial', { exact: true })).toBeVisible();
  await stripe.advance(15);
  await shows(page, guild, 'Paid');
});

test('by keyboard: pays, cancels on Stripe’s page, keeps the paid time, and resumes', async ({ browserOf }) => {
  const { page } = await openAsOwner(browserOf, 'Zürich Velo Club');
  await page.getByRole('heading', { level: 1 }).click();
  await tabTo(page, page.getByRole('radio', { name: /a month/ }));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /a year/ })).toBeChecked();
  await tabTo(page, page.getByRole('button', { name: 'Go on to payment' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Subscribe to Premium' })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Pay with a made-up card' }));
  await page.keyboard.press('Enter');
  await expect(state(page, has)).toBeVisible();

  await page.getByRole('button', { name: 'Manage the subscription' }).click();
  await page.getByRole('button', { name: 'Cancel at the end of the period' }).click();
  await page.getByRole('link', { name: 'Return to the application' }).click();
  await expect(page.getByText('Ends, not renewed')).toBeVisible();
  await expect(state(page, has), 'what is paid stays').toBeVisible();
  await page.getByRole('button', { name: 'Manage the subscription' }).click();
  await page.getByRole('button', { name: 'Keep the subscription' }).click();
  await page.getByRole('button', { name: /^Switch to/ }).click();
  await page.getByRole('link', { name: 'Return to the application' }).click();
  await expect(page.getByText('€9.00 a month').first()).toBeVisible();
  await expect(page.getByText('Ends, not renewed')).toHaveCount(0);
});

test('a payment fails: premium stays while Stripe tries, then the page says what will be deleted when', async ({
  browserOf,
}) => {
  const { page, guild } = await openAsOwner(browserOf, 'Cinema Paradiso');
  await pay(page);
  const { customer } = await stripe.subscriptionOf(guild.id);
  await stripe.card(customer, true);
  await stripe.advance(15);
  await shows(page, guild, 'The last payment failed');
  await expect(state(page, has)).toBeVisible();
  await expectAccessibleEverywhere(page);
  await stripe.advance(20);
  await shows(page, guild, lost);
  await expect(page.getByText(/^What was counted will be deleted on /)).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('a refund and a lost dispute end premium at once, with events that come twice and in disorder', async ({
  browserOf,
}) => {
  await stripe.webhooks({ copies: 2, disorder: true });
  for (const [name, words] of [
    ['Bookbinders & Friends', 'The last payment was given back in full, so the subscription ended at once.'],
    ['Night Bus 24/7', 'The payer’s bank took a payment back, so the subscription ended at once.'],
  ] as const) {
    const { page, guild } = await openAsOwner(browserOf, name);
    await pay(page);
    await stripe.advance(15);
    await shows(page, guild, 'Paid');
    const { id } = await stripe.subscriptionOf(guild.id);
    if (name.startsWith('Bookbinders')) await stripe.refund(id);
    else await stripe.dispute(id, 'lost');
    await shows(page, guild, lost);
    await expect(page.getByText(words)).toBeVisible();
    expect((await stripe.subscriptionOf(guild.id)).status).toBe('canceled');
  }
  await stripe.webhooks({ copies: 1, disorder: false });
});

test('the payer moves the subscription to another server; a manager who does not pay cannot', async ({ browserOf }) => {
  const { page, guild } = await openAsOwner(browserOf, 'Study With Me');
  const other = await discord.guild('Rustaceans of Rotterdam');
  // Whoever is a member there may manage it for the time of this test.
  const managed = { guildId: other.id, roleId: other.id };
  await discord.member({ guildId: other.id, userId: guild.ownerId, action: 'join' });
  const { permissionsBefore } = await discord.fault({ kind: 'role-permissions', ...managed, permissions: '1056' });
  try {
    const context = await browserOf(null, { storageState: await signedInAs(guild.ownerId) });
    const own = await context.newPage();
    await own.goto(`/guilds/${guild.id}/premium`);
    await pay(own);
    await own.getByRole('combobox', { name: 'To' }).selectOption({ label: other.name });
    await own.getByRole('button', { name: 'Move the subscription' }).click();
    await expect(own).toHaveURL(new RegExp(`/guilds/${other.id}/premium`));
    await expect(state(own, has)).toBeVisible();
    await shows(page, guild, lost);

    const { page: manager } = await openAsOwner(browserOf, other.name);
    await expect(manager.getByText('Only who pays can change or move the subscription.')).toBeVisible();
    await expect(manager.getByRole('button', { name: /subscription/ })).toHaveCount(0);
  } finally {
    await discord.fault({ kind: 'role-permissions', ...managed, permissions: permissionsBefore });
  }
});

test('the offer and Stripe’s own pages have no finding of axe', async ({ browserOf }) => {
  const { page } = await openAsOwner(browserOf, 'Liga Scrabble');
  await expectAccessibleEverywhere(page);
  await page.getByRole('button', { name: 'Go on to payment' }).click();
  await expect(page.getByRole('heading', { name: 'Subscribe to Premium' })).toBeVisible();
  await expectAccessibleEverywhere(page);
  await page.getByRole('button', { name: 'Pay with a made-up card' }).click();
  await expect(state(page, has)).toBeVisible();
  await expectAccessibleEverywhere(page);
  await page.getByRole('button', { name: 'Manage the subscription' }).click();
  await expect(page.getByRole('heading', { name: 'Manage billing' })).toBeVisible();
  await expectAccessibleEverywhere(page);
});
