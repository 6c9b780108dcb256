import { type BrowserContext, type BrowserContextOptions, test as base, expect } from '@playwright/test';
import type { PersonaName } from './discord.ts';
import { instance } from './instance.ts';
import { nobody, type StorageState, signedIn } from './sign-in.ts';
import { Watch } from './watch.ts';

interface TestFixtures {
  /** Who is signed in in `page`; null for nobody. Set with `test.use`. */
  persona: PersonaName | null;
  /** Fails the test on what no page may do; `allow` names errors that the test itself brings about. */
  watch: Watch;
  /** Another browser, watched alike: nothing of it is shared with `page`. */
  browserOf: (persona: PersonaName | null, options?: BrowserContextOptions) => Promise<BrowserContext>;
}

interface WorkerFixtures {
  /** Cookies of a person; everyone who asks within a worker gets the same session. */
  sessionOf: (persona: PersonaName) => Promise<StorageState>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  sessionOf: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
    async ({}, use) => {
      const known = new Map<PersonaName, Promise<StorageState>>();
      await use((persona) => {
        const session = known.get(persona) ?? signedIn(persona);
        known.set(persona, session);
        return session;
      });
    },
    { scope: 'worker' },
  ],
  persona: [null, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  baseURL: async ({}, use) => {
    await use(instance.origin);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  watch: async ({}, use) => {
    const watch = new Watch();
    await use(watch);
    expect(watch.unexpected, 'errors of the console, of pages, and requests to other hosts').toEqual([]);
  },
  storageState: async ({ persona, sessionOf }, use) => {
    await use(persona ? await sessionOf(persona) : nobody);
  },
  context: async ({ context, watch }, use) => {
    await watch.follow(context);
    await use(context);
  },
  browserOf: async ({ browser, watch, sessionOf }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (persona, options = {}) => {
      const context = await browser.newContext({
        baseURL: instance.origin,
        locale: 'en-US',
        timezoneId: 'UTC',
        storageState: persona ? await sessionOf(persona) : nobody,
        ...options,
      });
      await watch.follow(context);
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
