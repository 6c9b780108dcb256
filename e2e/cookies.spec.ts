import type { Page } from '@playwright/test';
import { stores } from '#core/privacy/registry/stores.ts';
import type { ArrivedVisit } from '../app/http/testing/counting-server.ts';
import { discord, type PersonaName } from './setup/discord.ts';
import { instance } from './setup/instance.ts';
import { expect, test } from './setup/test.ts';

const declared = stores.filter(({ kind }) => kind === 'tab').map(({ name }) => name);

/** What scripts have stored in the browser. */
const storedBy = (page: Page) =>
  page.evaluate(async () => ({
    cookie: document.cookie,
    keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));

const opened: readonly [PersonaName | null, (guildId: string) => string[]][] = [
  [null, () => ['/', '/privacy', '/trust/history']],
  ['owner', (id) => ['/guilds', `/guilds/${id}`, `/guilds/${id}/messages`, '/privacy/consents']],
  ['staff', () => ['/operator']],
];

for (const counted of [true, false])
  test(`pages keep to what is declared, ${counted ? 'with visits counted' : 'and are not counted where the browser says so'}`, async ({
    browserOf,
  }) => {
    const { id } = await discord.guild('Lantern Harbour');
    for (const [persona, list] of opened) {
      const context = await browserOf(persona, counted ? {} : { extraHTTPHeaders: { 'sec-gpc': '1' } });
      const page = await context.newPage();
      const told: Record<string, string>[] = [];
      page.on('request', async (one) => {
        if (new URL(one.url()).pathname === '/visits') told.push(await one.allHeaders());
      });
      for (const address of list(id)) {
        const before = told.length;
        await page.goto(address);
        await expect(page.locator('html[data-js]')).toBeAttached();
        if (counted) await expect.poll(() => told.length, address).toBeGreaterThan(before);
        const { keys, ...stored } = await storedBy(page);
        expect(stored, address).toEqual({ cookie: '', databases: [], caches: [], workers: 0 });
        expect(
          keys.filter((key) => !declared.includes(key)),
          address,
        ).toEqual([]);
      }
      expect((await context.cookies()).map(({ name }) => name)).toEqual(persona ? ['procord'] : []);
      expect(
        told.some((headers) => 'cookie' in headers),
        'a visit is told without the cookie',
      ).toBe(false);
      if (!counted) expect(told).toEqual([]);
      await context.close();
    }
  });

test('the counter of visits hears of kinds of pages, and nothing of anybody', async ({ page }) => {
  await page.goto('/privacy?gclid=click#stores');
  const arrived = async () => (await (await fetch(`${instance.counterUrl}/arrived`)).json()) as ArrivedVisit[];
  await expect.poll(async () => (await arrived()).length).toBeGreaterThan(0);
  for (const { path, headers, body } of await arrived()) {
    expect(path).toBe('/api/send');
    expect(body).not.toMatch(/\d{15}|click|[?#]/);
    for (const name of ['cookie', 'referer', 'x-forwarded-for', 'forwarded', 'x-real-ip'])
      expect(headers[name]).toBe(undefined);
  }
});
