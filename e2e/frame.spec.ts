import type { Page } from '@playwright/test';
import { discord } from './setup/discord.ts';
import { tabTo } from './setup/keyboard.ts';
import { phone } from './setup/layout.ts';
import { expect, test } from './setup/test.ts';

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Go to' });
const themeOf = (page: Page) => page.evaluate(() => document.documentElement.dataset.theme ?? null);
const paperOf = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test('from the start page to a server by keyboard alone', async ({ page }) => {
  const guild = await discord.guild('Lantern Harbour');
  await page.goto('/');
  await tabTo(page, page.getByRole('button', { name: 'Sign in with Discord' }));
  await page.keyboard.press('Enter');
  const persona = page.getByRole('button', { name: '(owner)' });
  await expect(persona).toBeVisible();
  await tabTo(page, persona);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/guilds');
  await tabTo(page, page.getByRole('main').getByRole('link', { name: guild.name }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: guild.name })).toBeVisible();
  await expect(page).toHaveURL(`/guilds/${guild.id}`);
});

test('the first stop leads past the frame', async ({ page }) => {
  for (const address of ['/', '/privacy']) {
    await page.goto(address);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  }
});

test.describe('the command menu', () => {
  test.use({ persona: 'owner' });

  test('opens with a key, finds while one types, goes and gives the focus back', async ({ page }) => {
    await page.goto('/guilds');
    const search = page.getByRole('searchbox', { name: 'Search servers' });
    await search.focus();
    // The key means something once the page has come alive.
    await expect(page.locator('html[data-js]')).toBeAttached();
    await page.keyboard.press('Control+k');
    const dialog = dialogOf(page);
    await expect(dialog.getByRole('combobox')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(search).toBeFocused();

    await page.keyboard.press('Control+k');
    await page.keyboard.type('front pix');
    await expect(dialog.getByRole('option')).toHaveText(['Pixel Frontier']);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Pixel Frontier' })).toBeVisible();
    await expect(dialog).toBeHidden();

    await page.keyboard.press('Control+k');
    await page.keyboard.type('no such thing');
    await expect(dialog.getByText('Nothing matches “no such thing”.')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(dialog, 'nothing to run').toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(dialog.getByRole('combobox'), 'begins anew').toHaveValue('');
    const options = dialog.getByRole('option');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
    await expect(dialog.getByRole('combobox')).toHaveAttribute(
      'aria-activedescendant',
      (await options.nth(1).getAttribute('id')) ?? '',
    );
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(options.last(), 'round the end').toHaveAttribute('aria-selected', 'true');
  });
});

test.describe('the appearance', () => {
  test.describe('of somebody signed in', () => {
    test.use({ persona: 'outsider', colorScheme: 'light' });

    test('is chosen in the menu of the account and stays with it', async ({ page, browserOf }) => {
      await page.goto('/guilds');
      const light = await paperOf(page);
      const choose = async (name: string) => {
        await page.getByRole('button', { name: 'Account of Oscar Outside' }).click();
        await page.getByRole('button', { name, exact: true }).click();
      };
      await choose('Dark');
      await expect.poll(() => themeOf(page)).toBe('dark');
      expect(await paperOf(page)).not.toBe(light);
      await page.reload();
      expect(await themeOf(page)).toBe('dark');
      const other = await (await browserOf('outsider')).newPage();
      await other.goto('/privacy');
      expect(await themeOf(other)).toBe('dark');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('appearance device');
      await page.keyboard.press('Enter');
      await expect.poll(() => themeOf(page)).toBe(null);
      expect(await paperOf(page)).toBe(light);
      await expect(page, 'the same page').toHaveURL('/guilds');
    });
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false, colorScheme: 'light' });

    test('is chosen by a visitor and kept in their own cookie', async ({ page }) => {
      await page.goto('/privacy');
      const html = page.locator('html');
      await page.getByRole('button', { name: 'Appearance' }).click();
      await page.getByRole('button', { name: 'Dark', exact: true }).click();
      await expect(page).toHaveURL('/privacy');
      await expect(html).toHaveAttribute('data-theme', 'dark');
      await page.goto('/');
      await expect(html).toHaveAttribute('data-theme', 'dark');
      await page.getByRole('button', { name: 'Appearance' }).click();
      await page.getByRole('button', { name: 'Device', exact: true }).click();
      await expect(html).not.toHaveAttribute('data-theme');
    });
  });
});

test.describe('on a phone', () => {
  test.use({ persona: 'owner', viewport: phone });

  test('everything is reached from the bottom bar and the switcher', async ({ page }) => {
    const guild = await discord.guild('Drei Freunde');
    await page.goto(`/guilds/${guild.id}`);
    const bar = page.getByRole('navigation', { name: 'Sections' });
    await expect(bar.getByRole('link')).toHaveText(['Today', 'Overview', 'Messages']);
    await bar.getByRole('button', { name: 'More' }).click();
    await expect(bar.getByRole('link', { name: 'Privacy' })).toBeInViewport();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Switch server. Now: Drei Freunde' }).click();
    await page.getByRole('link', { name: 'Lantern Harbour' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Lantern Harbour' })).toBeVisible();
    await bar.getByRole('button', { name: 'Account of Olivia Harbour' }).click();
    await expect(page.getByRole('button', { name: 'Sign out everywhere' })).toBeInViewport();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Search or go to' }).click();
    await expect(dialogOf(page).getByRole('combobox')).toBeFocused();
  });
});

test.describe('where less motion is asked for', () => {
  test.use({ persona: 'owner', contextOptions: { reducedMotion: 'reduce' } });

  test('nothing moves', async ({ page }) => {
    const guild = await discord.guild('Lantern Harbour');
    for (const address of ['/guilds', `/guilds/${guild.id}`]) {
      await page.goto(address);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll('*')]
          .filter((one) => {
            const { transitionDuration, transitionProperty, animationDuration } = getComputedStyle(one);
            const none = /^(0s(, )?)+$/;
            return !(transitionProperty === 'none' || none.test(transitionDuration)) || !none.test(animationDuration);
          })
          .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`),
      );
      expect(moving, address).toEqual([]);
    }
  });
});

test.describe('while a page is still starting', () => {
  test.use({ persona: 'owner' });

  test('keys that are pressed break nothing', async ({ page }) => {
    await page.addInitScript(() => {
      const { port1, port2 } = new MessageChannel();
      const until = performance.now() + 3_000;
      port1.onmessage = () => {
        document.body?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }));
        if (performance.now() < until) port2.postMessage(null);
      };
      port2.postMessage(null);
    });
    for (let time = 0; time < 3; time += 1) {
      await page.goto('/guilds');
      await expect(async () => {
        await page.keyboard.press('Control+k');
        await expect(dialogOf(page)).toBeVisible({ timeout: 500 });
      }).toPass();
    }
  });
});
