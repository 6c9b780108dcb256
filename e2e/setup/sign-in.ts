import { type BrowserContext, expect, type Page, request } from '@playwright/test';
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
    const begun = await context.post('/auth/discord', { form: {}, headers: { origin } });
    const authorize = new URL(begun.headers().location ?? '');
    const form = { ...Object.fromEntries(authorize.searchParams), user: userId };
    const decided = await context.post(`${authorize.origin}${authorize.pathname}`, { form });
    const done = await context.get(decided.headers().location ?? '');
    expect(done.headers().location, `${userId} is signed in`).toBe('/guilds');
    const state = await context.storageState();
    return { ...state, cookies: state.cookies.filter((cookie) => cookie.name === 'procord') };
  } finally {
    await context.dispose();
  }
}

/** Chooses a person on the simulated Discord's page, as somebody at the screen does. */
export async function continueAs(page: Page, name: PersonaName): Promise<void> {
  await page.getByRole('button', { name: `(${name})` }).click();
}
