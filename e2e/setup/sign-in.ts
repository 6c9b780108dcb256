import { type APIRequestContext, type BrowserContext, expect, type Page, request } from '@playwright/test';
import { discord, type PersonaName } from './discord.ts';
import { instance } from './instance.ts';

/** A browser without cookies. */
export const nobody = { cookies: [], origins: [] };

export type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signs a persona in. @returns the cookies. */
export async function signedIn(name: PersonaName): Promise<StorageState> {
  return signedInAs(await discord.personId(name));
}

/** Signs anybody in through the same addresses as a browser, without drawing a page. @returns the cookies. */
export async function signedInAs(userId: string): Promise<StorageState> {
  const { origin } = instance;
  // Else the runner lends the cookies of the test, and signing in ends the session that they hold.
  const context = await request.newContext({ baseURL: origin, maxRedirects: 0, storageState: nobody });
  try {
    const location = await comeFromDiscord(context, userId);
    const form = { country: 'elsewhere', oldEnough: 'yes' };
    const done =
      location === '/auth/welcome'
        ? (await context.post('/auth/welcome', { form, headers: { origin }, maxRedirects: 0 })).headers().location
        : location;
    expect(done, `${userId} is signed in`).toBe('/guilds');
    const state = await context.storageState();
    return { ...state, cookies: state.cookies.filter((cookie) => cookie.name === 'procord') };
  } finally {
    await context.dispose();
  }
}

/** Chooses anybody at Discord, without drawing a page. @returns where the product leads them: to the notice, if they are new */
export async function comeFromDiscord(context: APIRequestContext, userId: string): Promise<string | undefined> {
  const { origin } = instance;
  const begun = await context.post('/auth/discord', { form: {}, headers: { origin }, maxRedirects: 0 });
  const authorize = new URL(begun.headers().location ?? '');
  const form = { ...Object.fromEntries(authorize.searchParams), user: userId };
  const decided = await context.post(`${authorize.origin}${authorize.pathname}`, { form, maxRedirects: 0 });
  return (await context.get(decided.headers().location ?? '', { maxRedirects: 0 })).headers().location;
}

/** Chooses a person on the simulated Discord's page, as somebody at the screen does; the notice is met where there is one. */
export async function continueAs(page: Page, name: PersonaName): Promise<void> {
  await chooseAtDiscord(page, name);
  if (new URL(page.url()).pathname === '/auth/welcome') await meetNotice(page);
}

/** Chooses a person on the simulated Discord's page, and no more. */
async function chooseAtDiscord(page: Page, name: PersonaName): Promise<void> {
  await page.getByRole('button', { name: `(${name})` }).click();
  await page.waitForURL((url) => url.origin === instance.origin);
}

/** Answers the page of the notice, as somebody does who is old enough and allows nothing more. */
async function meetNotice(page: Page): Promise<void> {
  await page.getByLabel('Where do you live?').selectOption('elsewhere');
  await page.getByLabel('Yes, I am at least that old').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL((url) => url.pathname !== '/auth/welcome');
}
