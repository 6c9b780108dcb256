import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere, findingsEverywhere, findingsOf } from './setup/axe.ts';
import { discord, type PersonaName, textChannels, voiceChannels } from './setup/discord.ts';
import { desktop, phone } from './setup/layout.ts';
import { comeFromDiscord } from './setup/sign-in.ts';
import { expect, test } from './setup/test.ts';

interface Case {
  persona?: PersonaName;
  /** Address, or how to come to it. */
  open: string | ((page: Page) => Promise<unknown>);
  /** Heading by which the page is known. */
  heading: string | RegExp;
}

const overview = async (page: Page, name: string) => page.goto(`/guilds/${(await discord.guild(name)).id}`);
const authorize = async (page: Page) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Discord' }).click();
};

/** Every page, and what opens on it. */
const cases: Record<string, Case> = {
  'start page': { open: '/', heading: /^See how/ },
  'start page after a problem': { open: '/?problem=expired', heading: /^See how/ },
  picker: { persona: 'owner', open: '/guilds', heading: 'Your servers' },
  'picker without a server': { persona: 'outsider', open: '/guilds', heading: 'You manage no server' },
  'picker without a match': { persona: 'owner', open: '/guilds?q=chess', heading: /^No server matches/ },
  overview: {
    persona: 'owner',
    open: async (page) => {
      const guild = await discord.guild('Lantern Harbour');
      const people = await discord.residents(guild.id, 4);
      for (const [at, channel] of textChannels(guild).slice(0, 6).entries())
        await discord.messages({ channelId: channel.id, userId: people[at % 4] ?? '', count: 90 - at * 13 });
      const channelId = voiceChannels(guild).find((channel) => !/afk/i.test(channel.name))?.id ?? '';
      for (const userId of people) await discord.voice({ guildId: guild.id, userId, channelId });
      await overview(page, 'Lantern Harbour');
      await expect(page.getByRole('list', { name: 'Messages by channel' }).getByRole('listitem').first()).toBeVisible();
    },
    heading: 'Lantern Harbour',
  },
  'overview with its tables open': {
    persona: 'owner',
    open: async (page) => {
      await overview(page, 'Drei Freunde');
      for (const summary of await page.getByText('Show as a table').all()) await summary.click();
    },
    heading: 'Drei Freunde',
  },
  'overview with a definition open': {
    persona: 'owner',
    open: async (page) => {
      await overview(page, 'Drei Freunde');
      await page.getByRole('button', { name: 'Messages: what it means' }).click();
    },
    heading: 'Drei Freunde',
  },
  'overview without premium': {
    persona: 'owner',
    open: (page) => overview(page, 'The Very Long Name'),
    heading: 'This server is not counted',
  },
  ...Object.fromEntries(
    (
      [
        ['overview', 'Overview'],
        ['messages', 'Messages'],
        ['voice', 'Voice'],
        ['members', 'Members'],
        ['growth', 'Growth'],
        ['retention', 'Retention'],
        ['top', 'Most active members'],
        ['annotations', 'Annotations'],
        ['digest', 'Digest'],
      ] as const
    ).map(([name, heading]) => [
      `${name} of a period`,
      {
        persona: 'owner',
        open: async (page: Page) => page.goto(`/guilds/${(await discord.guild('Lantern Harbour')).id}/${name}`),
        heading,
      },
    ]),
  ),
  'command menu': {
    persona: 'owner',
    open: async (page) => {
      await page.goto('/guilds');
      // The key means something once the page has come alive.
      await expect(page.locator('html[data-js]')).toBeAttached();
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    },
    heading: 'Your servers',
  },
  account: { persona: 'owner', open: '/account', heading: 'Your account' },
  'staff page': { persona: 'staff', open: '/staff', heading: 'Staff' },
  'corrections for staff': { persona: 'staff', open: '/staff/corrections', heading: 'Corrections' },
  operator: { persona: 'staff', open: '/operator', heading: 'Operator' },
  'operator with a refused form': {
    persona: 'staff',
    open: async (page) => {
      await page.goto('/operator');
      await page.getByLabel('Server id').fill('berlin');
      await page.getByLabel('Reason').first().fill('Because');
      await page.getByRole('button', { name: 'Give premium' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
    },
    heading: 'Operator',
  },
  privacy: { open: '/privacy', heading: 'What is stored here' },
  'notice before the first sign-in': {
    open: async (page) => {
      const guild = await discord.guild('Lantern Harbour');
      const [newcomer = ''] = await discord.residents(guild.id, 1);
      await comeFromDiscord(page.request, newcomer);
      await page.goto('/auth/welcome');
      await page.getByRole('button', { name: 'Go on' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
    },
    heading: 'Before you start',
  },
  'somebody too young': { open: '/auth/too-young', heading: 'Not yet' },
  consents: { persona: 'owner', open: '/privacy/consents', heading: 'Your consents' },
  promises: { open: '/trust', heading: 'Promises' },
  'promises of one state': { open: '/trust?state=kept', heading: 'Promises' },
  'promises day by day': { open: '/trust/history', heading: 'Promises, day by day' },
  'privacy policy': { open: '/policies/privacy', heading: 'Privacy policy' },
  'AI policy': { open: '/policies/ai', heading: 'AI policy' },
  'versions of a policy': { open: '/policies/privacy/versions', heading: 'Versions: Privacy policy' },
  'a version beside itself': { open: '/policies/ai/compare?from=1&to=1&all=yes', heading: /^AI policy: version 1/ },
  incidents: { open: '/trust/incidents', heading: 'Incidents' },
  contact: { open: '/contact', heading: 'Contact' },
  'letters and promises for staff': {
    persona: 'staff',
    open: '/operator/promises',
    heading: 'Letters, promises, incidents',
  },
  'nothing here': { open: '/no/such/page', heading: 'There is nothing here' },
  'not yours': {
    persona: 'member',
    open: (page) => overview(page, 'Lantern Harbour'),
    heading: 'Not yours to open',
  },
  suspended: { persona: 'suspended', open: '/guilds', heading: 'Your account is suspended' },
  'plain page': {
    persona: 'member',
    open: async (page) => page.goto(`/guilds/${(await discord.guild('Lantern Harbour')).id}/overview.csv`),
    heading: 'Not yours to open',
  },
  'Discord’s page that asks who signs in': { open: authorize, heading: 'Continue to Procord' },
  'Discord’s page that asks where the bot goes': {
    persona: 'owner',
    open: async (page) => {
      await page.goto('/guilds');
      await page.getByRole('link', { name: 'Invite the bot to Open Synth Lab' }).click();
      await page.getByRole('button', { name: '(owner)' }).click();
    },
    heading: /^Add Procord/,
  },
};

for (const [name, { persona = null, open, heading }] of Object.entries(cases)) {
  test.describe(() => {
    test.use({ persona });

    test(`${name}: no finding of axe, light and dark, phone and desktop`, async ({ page, watch }) => {
      watch.allow(/status of 4\d\d/);
      if (typeof open === 'string') await page.goto(open);
      else await open(page);
      await expect(page.getByRole('heading', { name: heading }).first()).toBeAttached();
      await expectAccessibleEverywhere(page);
    });
  });
}

test('one pale line among many that are alike is found, in each of four looks', async ({ page }) => {
  await page.goto('/trust');
  await expect(page.locator('html[data-js]')).toBeAttached();
  const alike = page.locator('main p:visible');
  const one = alike.nth(Math.floor((await alike.count()) / 2));
  await one.evaluate((element) => element.replaceChildren('pale'));
  expect(await findingsOf(page, 'colours')).toEqual([]);
  await one.evaluate((element) => {
    element.style.color = '#808080';
    element.style.background = '#888';
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const size of [phone, desktop]) {
      await page.setViewportSize(size);
      expect(await findingsOf(page, 'colours')).toEqual([expect.stringMatching(/^color-contrast: [^|]+$/)]);
    }
  }
});

test('what is pale in one window and one scheme alone is found there', async ({ page }) => {
  for (const { size, scheme } of [
    { size: '(max-width: 500px)', scheme: 'dark' },
    { size: '(min-width: 900px)', scheme: 'light' },
  ]) {
    await page.goto('/contact');
    await page.evaluate((rule) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rule);
      document.adoptedStyleSheets.push(sheet);
    }, `@media ${size} and (prefers-color-scheme: ${scheme}) { main h1 { color: #808080; background: #888 } }`);
    const width = size.startsWith('(max') ? phone.width : desktop.width;
    expect(await findingsEverywhere(page)).toEqual([
      expect.stringMatching(new RegExp(`^${width} px, ${scheme}, color-contrast: [^|]+$`)),
    ]);
  }
});
