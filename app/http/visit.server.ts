import { type Account, readSession } from '#core/accounts/read-session.server.ts';
import { WELCOME_MS } from '#core/accounts/rules.ts';
import type { Preferences } from '#core/accounts/schema.ts';
import { getGuildLocale } from '#core/guilds/get-guild-locale.server.ts';
import { chooseLocale, findLocale, type Locale } from '#core/i18n/rules.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { type BrowserState, readBrowserState, writeBrowserState } from './browser-state.server.ts';
import type { Dependencies } from './dependencies.server.ts';
import { ownGuildsSoon } from './own-guilds.server.ts';

/** No page waits longer than this to learn that the database does not answer. */
const SESSION_PATIENCE_MS = 1_500;

/** One request, as every loader and action of it sees it. */
export type Visit = {
  readonly requestId: string;
  readonly cspNonce: string;
  readonly log: Logger;
  /** The network that it comes from, as `clientNetwork` says it: to count by, never to keep. */
  readonly network: string | null;
  readonly deps: Dependencies;
  /** The browser's state; assign to change what the cookie will hold. */
  state: BrowserState;
  /** The person signed in, suspended or not; null for nobody. Asked once a request. */
  account(): Promise<Account | null>;
  preferences(): Promise<Preferences>;
  /** Chosen by the person, else wished by the browser, else of the guild whose page it is; decided once a request. */
  locale(): Promise<Locale>;
  /** Set where the database failed under this request: the server then answers with its plain page. */
  databaseFailed: boolean;
  /** The Set-Cookie header this request needs, or null. */
  setCookie(): string | null;
};

declare module '@remix-run/node' {
  interface AppLoadContext extends Visit {}
}

export function createVisit(
  deps: Dependencies,
  request: {
    headers: Headers;
    requestId: string;
    cspNonce: string;
    log: Logger;
    network: string | null;
    guildId: string | null;
  },
): Visit {
  const secure = deps.config.web.origin.startsWith('https:');
  const initial = readBrowserState(deps.secrets, request.headers.get('cookie'), secure);
  let account: Promise<Account | null> | undefined;
  let locale: Promise<Locale> | undefined;
  const visit: Visit = {
    requestId: request.requestId,
    cspNonce: request.cspNonce,
    log: request.log,
    network: request.network,
    deps,
    // What Discord told of a newcomer who did not answer in time goes with this answer.
    state: isOver(initial.w, deps.clock.now()) ? { ...initial, w: undefined } : initial,
    databaseFailed: false,
    account() {
      const { s } = initial;
      account ??= s === undefined ? Promise.resolve(null) : soon(readSession(deps, s));
      return account;
    },
    async preferences() {
      const own = await visit.account();
      return own ? { theme: own.theme, locale: own.locale } : (visit.state.f ?? { theme: null, locale: null });
    },
    locale() {
      locale ??= localeOf(visit, request);
      return locale;
    },
    setCookie() {
      return visit.state === initial ? null : writeBrowserState(deps.secrets, visit.state, secure);
    },
  };
  return visit;
}

/** A guild's language is for those who may manage it: to others its address says nothing. */
async function localeOf(visit: Visit, { headers, guildId }: { headers: Headers; guildId: string | null }) {
  const { locales } = visit.deps;
  const { locale: chosen } = await visit.preferences();
  const wished = findLocale(locales, chosen, headers.get('accept-language'));
  if (wished !== null || guildId === null) return wished ?? chooseLocale(locales, null);
  const own = (await visit.account()) && (await ownGuildsSoon(visit));
  const isOwn = own?.some(({ id }) => id === guildId) ?? false;
  return chooseLocale(locales, null, isOwn ? await getGuildLocale(visit.deps.db, { guildId }) : null);
}

function isOver(newcomer: BrowserState['w'], nowMs: number): boolean {
  return newcomer !== undefined && nowMs - newcomer.toldAtMs > WELCOME_MS;
}

/** The answer, or 'database_unavailable' when it takes too long. */
async function soon<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError('database_unavailable', 'the database does not answer')),
      SESSION_PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
