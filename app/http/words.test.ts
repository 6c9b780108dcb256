import { Window } from 'happy-dom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { brand } from '#core/platform/brand.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { Browser } from './testing/browser.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let web: RunningWeb;
let guildId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db, { env: { NODE_ENV: 'test' } });
  const { world } = web.simulator.sim;
  guildId = world.guildAt(0).id;
  await db.prisma.guild.createMany({ data: [0, 1].map((index) => ({ id: BigInt(world.guildAt(index).id) })) });
  await grantPremium(
    { db, clock: systemClock },
    { guildId, staffId: personId(web.simulator, 'staff'), reason: '1234', endsOn: null },
  );
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

const pages: readonly [PersonaName | null, () => string][] = [
  [null, () => '/'],
  [null, () => '/?problem=expired'],
  [null, () => '/no/such/page'],
  ['owner', () => '/guilds'],
  ['outsider', () => '/guilds'],
  ['owner', () => '/guilds?q=zzz'],
  ['owner', () => `/guilds/${guildId}`],
  ['owner', () => `/guilds/${web.simulator.sim.world.guildAt(1).id}`],
  ['owner', () => `/guilds/${guildId}/premium`],
  ['owner', () => `/guilds/${guildId}/digest`],
  ['owner', () => `/guilds/${guildId}/assistant`],
  ['owner', () => `/guilds/${web.simulator.sim.world.guildAt(1).id}/premium?from=canceled`],
  ['owner', () => `/guilds/${guildId}/export?done=revoked`],
  ['owner', () => `/guilds/${guildId}/export/insights`],
  [null, () => '/api/docs'],
  [null, () => '/contact'],
  [null, () => '/trust/incidents'],
  ['member', () => `/guilds/${guildId}`],
  ['owner', () => '/account'],
  ['member', () => '/privacy/me'],
  ['staff', () => '/operator'],
  ['owner', () => '/privacy/consents'],
  [null, () => '/auth/too-young'],
  ['staff', () => '/staff?done=open'],
  ['staff', () => '/operator/promises'],
  ['staff', () => '/staff/audit?kind=staff'],
  ['owner', () => `/guilds/${guildId}/audit`],
  ['owner', () => '/account/audit'],
  ['owner', () => '/account/ai'],
  ['owner', () => `/guilds/${guildId}/ai`],
  ['staff', () => '/staff/ai'],
  ['staff', () => '/staff/ai/reviews'],
];

test.each(pages)('%s reads no word that does not go through core/i18n, on page %#', async (persona, address) => {
  const browser = new Browser(web);
  if (persona) await browser.signIn(personId(web.simulator, persona));
  const response = await browser.get(address(), { 'accept-language': 'en-XA' });
  const window = new Window({ url: web.origin });
  window.document.write(await response.text());
  expect(window.document.documentElement.lang).toBe('en-XA');
  expect(unsaid(window)).toEqual([]);
  await window.happyDOM.close();
});

test('somebody new reads none on the page of the notice', async () => {
  const browser = new Browser(web);
  await browser.comeFromDiscord(personId(web.simulator, 'manager'));
  const window = new Window({ url: web.origin });
  window.document.write(await (await browser.get('/auth/welcome', { 'accept-language': 'en-XA' })).text());
  expect(window.document.querySelector('select')).not.toBe(null);
  expect(unsaid(window)).toEqual([]);
  await window.happyDOM.close();
});

/**
 * Text in plain ASCII letters outside the brackets of the pseudo-locale. Names and ids stand in bdi and code,
 * dates in time; a language to choose stands there in its own; what is filled into a sentence stands in its brackets.
 */
function unsaid({ document }: Window): string[] {
  for (const data of document.querySelectorAll('script, style, bdi, code, kbd, time, noscript, option[lang]'))
    data.remove();
  const texts: string[] = [];
  for (const element of document.querySelectorAll('body *')) {
    for (const node of element.childNodes) if (node.nodeType === 3) texts.push(node.textContent);
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) texts.push(element.getAttribute(name) ?? '');
  }
  const others = new RegExp(String.raw`\[[^\]]*~\]|${brand.name}|UTC|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}`, 'g');
  return [...new Set(texts)].filter((text) => /[A-Za-z]{3,}/.test(text.replace(others, '')));
}
