import { type Page, request } from '@playwright/test';
import { stores } from '#core/privacy/registry/stores.ts';
import { pageMatrix } from '../app/http/authorization-matrix.ts';
import type { ArrivedVisit } from '../app/http/testing/counting-server.ts';
import { discord, type PersonaName } from './setup/discord.ts';
import { instance } from './setup/instance.ts';
import { nobody } from './setup/sign-in.ts';
import { expect, test } from './setup/test.ts';

const visitors: readonly (PersonaName | null)[] = [null, 'member', 'owner', 'staff'];
const declared = stores.filter(({ kind }) => kind === 'tab').map(({ name }) => name);

/** Every address that a GET may ask for, once for each route; a stream would never end. */
function addresses(guildId: string): string[] {
  return Object.keys(pageMatrix)
    .filter((id) => !id.endsWith('.live'))
    .map((id) => {
      const path = id
        .slice('routes/'.length)
        .replaceAll('[.]', '\0')
        .split('.')
        .map((part) => part.replace(/_$/, '').replace('$guildId', guildId).replace('$file', 'days.csv'))
        .filter((part) => part !== '_index' && part !== '$')
        .join('/');
      return `/${path.replaceAll('\0', '.')}${id.includes('svg') ? '?chart=messages' : ''}`;
    });
}

test('every address, whoever asks, sets the one cookie or none', async ({ sessionOf }) => {
  const { id } = await discord.guild('Lantern Harbour');
  const names = new Set<string>();
  let asked = 0;
  const walk = async (persona: PersonaName | null) => {
    const storageState = persona ? await sessionOf(persona) : nobody;
    const context = await request.newContext({ baseURL: instance.origin, maxRedirects: 0, storageState });
    for (const address of addresses(id)) {
      for (const { name, value } of (await context.get(address)).headersArray())
        if (name.toLowerCase() === 'set-cookie') names.add(value.slice(0, value.indexOf('=')));
      asked += 1;
    }
    await context.dispose();
  };
  await Promise.all(visitors.map(walk));
  expect(asked).toBeGreaterThan(100);
  expect([...names].filter((name) => name !== 'procord')).toEqual([]);
});

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
