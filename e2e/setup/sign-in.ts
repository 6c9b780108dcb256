import { type BrowserContext, expect, type Page, request } from '@playwright/test';
import { discord, type PersonaName } from './discord.ts';
import { instance } from './instance.ts';

export type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signs a person in through the same addresses as a browser, without drawing a page. @returns the cookies. */
export async function signedIn(name: PersonaName): Promise<StorageState> {
  const { origin } = instance;
  const context = await request.newContext({ baseURL: origin, maxRedirects: 0 });
  try {
    const begun = await context.post('/auth/discord', { form: {}, headers: { origin } });
    const authorize = new URL(begun.headers().location ?? '');
    const form = { ...Object.fromEntries(authorize.searchParams), user: await discord.personId(name) };
    const decided = await context.post(`${authorize.origin}${authorize.pathname}`, { form });
    const done = await context.get(decided.headers().location ?? '');
    expect(done.headers().location, `${name} is signed in`).toBe('/guilds');
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
