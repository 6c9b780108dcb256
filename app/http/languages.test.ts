import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { english } from '#core/i18n/english.ts';
import { locales } from '#core/i18n/rules.ts';
import { textsOf } from '#core/i18n/tree.ts';
import { spoken } from '#core/i18n/words.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { pageMatrix } from './authorization-matrix.ts';
import { Browser } from './testing/browser.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let web: RunningWeb;
let guildId: string;
let nobody: Browser;
let owner: Browser;
let staff: Browser;

beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db);
  guildId = web.simulator.sim.world.guildAt(0).id;
  await db.prisma.guild.create({ data: { id: BigInt(guildId), preferredLocale: 'pt-BR' } });
  await grantPremium(
    { db, clock: systemClock },
    { guildId, staffId: personId(web.simulator, 'staff'), reason: '1234', endsOn: null },
  );
  [nobody, owner, staff] = [new Browser(web), new Browser(web), new Browser(web)];
  await owner.signIn(personId(web.simulator, 'owner'));
  await staff.signIn(personId(web.simulator, 'staff'));
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

/** Addresses of every page that needs no more than a guild, and who may open it. */
function everyPage(): { address: string; browser: Browser }[] {
  return Object.entries(pageMatrix).flatMap(([id, { GET }]) => {
    const row = 'own' in GET ? GET.own : GET;
    const browser = row.anonymous === 'ok' ? nobody : row.owner === 'ok' ? owner : row.staff === 'ok' ? staff : null;
    const parts = id.replace('routes/', '').split('.');
    const isFile = id.includes('[.]') || parts.includes('live') || parts.some((part) => /^\$(?!guildId$)/.test(part));
    if (!browser || isFile) return [];
    const path = parts.filter((part) => part !== '_index').map((part) => part.replace(/_$/, ''));
    return [{ address: `/${path.join('/').replace('$guildId', guildId)}`, browser }];
  });
}

/** What stands between tags and in the attributes that are read out. */
function textsIn(html: string): string[] {
  const body = html.replace(/<(script|style)[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '');
  const attributes = [...body.matchAll(/ (?:aria-label|placeholder|title|alt)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  );
  return [...body.split(/<[^>]*>/), ...attributes].map((text) => text.trim()).filter((text) => text !== '');
}

const keys = new Set(textsOf(english).map(([path]) => path.slice(path.indexOf('.') + 1).replace(/_(one|other)$/, '')));
const sentences = textsOf(english).filter(([, text]) => /^[^{}&'"<]+ [^{}&'"<]+ [^{}&'"<]+$/.test(text));

test.each(locales)(
  'every page in %s: its language is declared, no word is missing, none is English',
  async (locale) => {
    const own = new Map(textsOf(spoken(locale).words));
    const foreign = new Set(sentences.flatMap(([path, text]) => (own.get(path) === text ? [] : [text])));
    const pages = everyPage();
    expect(pages.length).toBeGreaterThan(15);
    for (const { address, browser } of pages) {
      const response = await browser.get(address, { 'accept-language': locale });
      const html = await response.text();
      expect(response.status, address).toBe(200);
      expect(html, address).toContain(`<html lang="${locale}" dir="ltr"`);
      const texts = textsIn(html);
      expect(texts.length, address).toBeGreaterThan(10);
      const wrong = texts.filter((text) => (keys.has(text) && text.includes('.')) || /^\w+:\w+(\.\w+)+$/.test(text));
      expect(wrong, address).toEqual([]);
      expect(
        texts.filter((text) => foreign.has(text)),
        address,
      ).toEqual([]);
    }
  },
  60_000,
);

describe('the words of a page', () => {
  test('come in one file of its language, kept for ever, and no English comes along', async () => {
    const page = await (await nobody.get('/', { 'accept-language': 'de' })).text();
    const address = /<script nonce="[^"]+">window\.askedWords=fetch\("([^"]+)"\)<\/script>/.exec(page)?.[1];
    expect(address).toMatch(/^\/assets\/words\/de\.[\w-]{12}\.json$/);
    for (const encoding of ['br', 'gzip', 'identity']) {
      const file = await fetch(new URL(address ?? '', web.origin), { headers: { 'accept-encoding': encoding } });
      expect(file.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const { locale, words } = await file.json();
      expect([locale, words.common.signOut]).toEqual(['de', 'Abmelden']);
      expect(JSON.stringify(words)).not.toContain(english.common.signIn);
    }
    const script = /src="(\/assets\/[^"]*entry\.client[^"]*)"|(\/assets\/entry\.client[^"]*\.js)/.exec(page);
    const entry = await (await fetch(new URL(script?.[1] ?? script?.[2] ?? '', web.origin))).text();
    expect(entry).not.toContain(english.common.signIn);
  });

  test('of a language that is not offered, or that were others, are not there', async () => {
    for (const name of ['de.AAAAAAAAAAAA.json', 'en-XA.AAAAAAAAAAAA.json', 'xx.json', '', '__proto__.a.json'])
      expect((await fetch(`${web.origin}/assets/words/${name}`)).status, name).toBe(404);
  });
});

describe('the choice of a language', () => {
  const langOf = async (browser: Browser, address: string, accepted: string) =>
    /<html lang="([^"]+)"/.exec(await (await browser.get(address, { 'accept-language': accepted })).text())?.[1];

  test('where the browser wishes for none of ours, a guild speaks to those who manage it', async () => {
    expect(await langOf(owner, `/guilds/${guildId}`, 'pl')).toBe('pt-BR');
    expect(await langOf(owner, `/guilds/${guildId}`, 'pl, fr;q=0.5')).toBe('fr');
    expect(await langOf(owner, '/guilds', 'pl')).toBe('en');
    expect(await langOf(staff, `/guilds/${guildId}`, 'pl')).toBe('en');
  });

  test('what was chosen comes before all, without an account and with one, and can be given back', async () => {
    for (const browser of [new Browser(web), owner]) {
      await browser.post('/preferences', { locale: 'ja' });
      expect(await langOf(browser, '/privacy', 'de')).toBe('ja');
      const form = await (await browser.get('/privacy')).text();
      expect(form).toMatch(
        /<button[^>]*name="locale"[^>]*value="ja"[^>]*aria-pressed="true"|aria-pressed="true"[^>]*value="ja"/,
      );
      await browser.post('/preferences', { locale: '' });
      expect(await langOf(browser, '/privacy', 'de')).toBe('de');
    }
  });

  test('an address that leads nowhere speaks the language too', async () => {
    expect(await langOf(nobody, '/no/such/page', 'es-419')).toBe('es');
    const refused = await nobody.post('/preferences', { locale: 'fr' }, { origin: 'https://elsewhere.example' });
    expect(await refused.text()).toContain('<html lang="en" dir="ltr">');
  });
});
