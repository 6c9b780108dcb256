import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumOptions } from './setup/chromium.ts';
import { discord, type PersonaName, textChannels, voiceChannels } from './setup/discord.ts';
import { inventPast } from './setup/past.ts';
import { freezeDatabase, startProduct } from './setup/product.ts';
import { type StorageState, signedIn } from './setup/sign-in.ts';

/**
 * `npm run shots`: a PNG of every page, phone and desktop, light and dark, of the product as it runs on a simulated
 * Discord. `npm run shots -- overview operator` draws only those; `--folder DIR` puts them elsewhere than shots/.
 */
const args = process.argv.slice(2);
const at = args.indexOf('--folder');
const folder = path.resolve(at < 0 ? 'shots' : (args[at + 1] ?? 'shots'));
const wanted = at < 0 ? args : args.toSpliced(at, 2);

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
const themes = ['light', 'dark'] as const;
/** A guild with a good deal to show, one whose day has a hole, one that has just begun. */
const BUSY = 'Lantern Harbour';
const HOLED = 'Pixel Frontier';
const BEGUN = 'Drei Freunde';

interface Shot {
  name: string;
  as: PersonaName | null;
  open: string | ((page: Page) => Promise<unknown>);
  /** While the database hangs. */
  frozen?: true;
}

const authorize = async (page: Page) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Discord' }).click();
  await page.getByRole('heading', { name: 'Continue to Procord' }).waitFor();
};
const guildPage =
  (name: string, below = '') =>
  async (page: Page) =>
    page.goto(`/guilds/${(await discord.guild(name)).id}${below}`);

const shots: readonly Shot[] = [
  { name: 'start', as: null, open: '/' },
  { name: 'start-access-denied', as: null, open: '/?problem=access_denied' },
  { name: 'start-signed-out', as: null, open: '/?done=signed-out' },
  { name: 'privacy', as: null, open: '/privacy' },
  { name: 'promises', as: null, open: '/trust' },
  { name: 'contact', as: null, open: '/contact' },
  { name: 'under-age', as: null, open: '/contact/under-age' },
  { name: 'staff', as: 'staff', open: '/staff' },
  {
    name: 'reports',
    as: 'staff',
    open: async (page) => {
      await page.goto('/contact/under-age');
      await page.getByLabel('Discord id of the person').fill('900000000000000001');
      await page.getByLabel('What makes you think so').fill('They wrote in our server that they are eleven.');
      await page.getByRole('button', { name: 'Report' }).click();
      await page.getByRole('heading', { name: 'What you wrote to us' }).waitFor();
      await page.goto('/staff/reports');
    },
  },
  {
    name: 'corrections',
    as: 'staff',
    open: async (page) => {
      await page.goto('/privacy/me/correct');
      await page.getByLabel('Where').selectOption({ index: 1 });
      await page.getByLabel('What is wrong, and what would be right').fill('I was not there on Tuesday.');
      await page.getByRole('button', { name: 'Ask for the correction' }).click();
      await page.getByText('A person reads it').waitFor();
      await page.goto('/staff/corrections');
    },
  },
  { name: 'letters', as: 'staff', open: '/operator/promises' },
  { name: 'account', as: 'owner', open: '/account' },
  { name: 'me', as: 'owner', open: '/privacy/me' },
  { name: 'promises-history', as: null, open: '/trust/history' },
  { name: 'picker', as: 'owner', open: '/guilds' },
  { name: 'picker-empty', as: 'outsider', open: '/guilds' },
  { name: 'overview', as: 'owner', open: guildPage(BUSY) },
  {
    name: 'overview-tables',
    as: 'owner',
    open: async (page) => {
      await guildPage(BUSY)(page);
      for (const summary of await page.getByText('Show as a table').all()) await summary.click();
    },
  },
  { name: 'overview-hole', as: 'owner', open: guildPage(HOLED) },
  { name: 'overview-begun', as: 'owner', open: guildPage(BEGUN) },
  { name: 'digest', as: 'owner', open: async (page) => page.goto(`/guilds/${(await discord.guild(BUSY)).id}/digest`) },
  { name: 'overview-not-counted', as: 'owner', open: guildPage('The Very Long Name') },
  ...['overview', 'messages', 'voice', 'members', 'growth', 'retention', 'top', 'annotations'].map(
    (page): Shot => ({
      name: `period-${page}`,
      as: 'owner',
      open: async (at) => at.goto(`/guilds/${(await discord.guild(BUSY)).id}/${page}`),
    }),
  ),
  {
    name: 'period-year',
    as: 'owner',
    open: async (at) => at.goto(`/guilds/${(await discord.guild(BUSY)).id}/messages?days=365`),
  },
  ...['', '/new', '/import', '/graph'].map(
    (end): Shot => ({
      name: `knowledge${end.replace('/', '-')}`,
      as: 'owner',
      open: guildPage(BUSY, `/knowledge${end}`),
    }),
  ),
  { name: 'guild-insights', as: 'owner', open: guildPage(BUSY, '/insights') },
  { name: 'export', as: 'owner', open: guildPage(BUSY, '/export') },
  { name: 'export-not-counted', as: 'owner', open: guildPage('The Very Long Name', '/export') },
  {
    name: 'insights',
    as: 'owner',
    open: async (page) => {
      await guildPage(BUSY, '/export/insights')(page);
      const lines = Array.from({ length: 10 }, (_, week) => {
        const monday = Math.floor(Date.now() / 604_800_000) * 7 + 4 - (11 - week) * 7;
        return `${new Date(monday * 86_400_000).toISOString()},${1_900 + ((week * 379) % 800)},9.4`;
      });
      const csv = ['interval_start_timestamp,messages,messages_per_communicator', ...lines].join('\n');
      const file = { name: 'guild-message-activity.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
      await page.getByLabel('CSV files of Server Insights').setInputFiles(file);
      await page.getByRole('button', { name: 'Lay beside' }).click();
      await page.getByText('Laid beside', { exact: true }).waitFor();
    },
  },
  { name: 'api', as: null, open: '/api/docs' },
  { name: 'operator', as: 'staff', open: '/operator' },
  {
    name: 'command-menu',
    as: 'owner',
    open: async (page) => {
      await guildPage(BUSY)(page);
      await page.waitForSelector('[data-js]');
      await page.keyboard.press('Control+k');
    },
  },
  { name: 'error-not-allowed', as: 'member', open: guildPage(BUSY) },
  { name: 'error-not-found', as: 'owner', open: '/no/such/page' },
  { name: 'error-suspended', as: 'suspended', open: '/' },
  { name: 'authorize', as: null, open: authorize },
  {
    name: 'authorize-guild',
    as: 'owner',
    open: async (page) => {
      await page.goto('/guilds');
      await page.getByRole('link', { name: 'Invite the bot to Open Synth Lab' }).click();
      await page.getByRole('button', { name: '(owner)' }).click();
      await page.getByRole('heading', { name: /^Add Procord/ }).waitFor();
    },
  },
  { name: 'error-database-away', as: 'owner', open: guildPage(BUSY), frozen: true },
];

const product = await startProduct({ SIM_EVENTS_PER_SECOND: '0' });
process.env.E2E_ORIGIN = product.origin;
process.env.E2E_SIMULATOR = product.simulatorUrl;
process.env.E2E_HOME = product.home;
let browser: Browser | undefined;
try {
  await fillDay();
  browser = await chromium.launch(chromiumOptions());
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const chosen = shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const shot of chosen) await take(browser, product.origin, shot);
  process.stdout.write(`${chosen.length * 4} pictures in ${folder}\n`);
} finally {
  await browser?.close();
  await product.stop();
}

/** Something to see: a past, messages in many channels, and people in voice. */
async function fillDay(): Promise<void> {
  for (const name of [BUSY, HOLED]) {
    const guild = await discord.guild(name);
    const people = await discord.people(guild.id, 60);
    const person = (index: number) => people[index % people.length] ?? '';
    const voice = voiceChannels(guild).filter((channel) => !/afk/i.test(channel.name));
    await inventPast(guild, people, { hole: name === HOLED });
    for (const [index, channel] of textChannels(guild).slice(0, 10).entries())
      await discord.messages({ channelId: channel.id, userId: person(index), count: 60 - index * 5 });
    const thread = textChannels(guild)[0];
    if (thread) {
      const { id } = await discord.thread({ channelId: thread.id, userId: person(0), name: 'Saturday’s meetup' });
      await discord.messages({ channelId: id, userId: person(1), count: 34 });
    }
    for (const [index, userId] of people.slice(0, 12).entries()) {
      const channelId = voice[index % Math.min(3, voice.length)]?.id ?? null;
      await discord.voice({ guildId: guild.id, userId, channelId, selfMute: index % 5 === 0 });
    }
  }
  const begun = await discord.guild(BEGUN);
  const [userId = ''] = await discord.people(begun.id, 1);
  await discord.messages({ channelId: textChannels(begun)[0]?.id ?? '', userId, count: 17 });
  // Long enough for two commits of every cluster.
  await sleep(6_000);
}

async function take(browser: Browser, baseURL: string, shot: Shot): Promise<void> {
  const storageState: StorageState | undefined = shot.as ? await signedIn(shot.as) : undefined;
  const goOn = shot.frozen && freezeDatabase(product.home);
  try {
    // What was found good within the last second is still trusted.
    if (goOn) await sleep(1_200);
    await draw(browser, baseURL, shot, storageState);
  } finally {
    goOn?.();
  }
}

async function draw(
  browser: Browser,
  baseURL: string,
  { name, open }: Shot,
  storageState: StorageState | undefined,
): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes))
    for (const theme of themes) {
      const context = await browser.newContext({
        baseURL,
        viewport,
        colorScheme: theme,
        reducedMotion: 'reduce',
        locale: 'en-US',
        timezoneId: 'UTC',
        ...(storageState ? { storageState } : {}),
      });
      const page = await context.newPage();
      if (typeof open === 'string') await page.goto(open);
      else await open(page);
      await page.evaluate(() => document.fonts.ready);
      await sleep(300);
      await page.screenshot({ path: path.join(folder, `${name}-${size}-${theme}.png`), fullPage: true });
      await context.close();
    }
}
