import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import { type ReactNode, useContext, useEffect, useState } from 'react';
import { mayCountVisit } from '#core/consent/rules/web-visit.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { directionOf, FALLBACK_LOCALE } from '#core/i18n/rules.ts';
import { brand } from '#core/platform/brand.ts';
import { listNotices } from '#core/policies/list-notices.server.ts';
import { Frame } from './components/frame/Frame.tsx';
import type { FrameData, FrameGuild } from './components/frame/props.ts';
import { useCountVisits } from './components/frame/use-count-visits.ts';
import { ErrorPage } from './components/ui/ErrorPage.tsx';
import { SpeechContext, speechOf } from './components/ui/words.ts';
import { answer } from './http/answer.server.ts';
import { NonceContext } from './http/nonce.ts';
import { ownGuildsSoon } from './http/own-guilds.server.ts';
import { readProblem } from './http/problem.ts';
import { wordsFile } from './http/words-file.server.ts';
import styles from './styles/app.css?url';

export const links: LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'stylesheet', href: styles },
];

export const meta: MetaFunction = () => [{ title: brand.name }];

/** What stands around every page; never what a page itself needs a right for. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const account = await context.account();
  const { theme, locale: chosen } = await context.preferences();
  const guilds = account && !account.suspended ? await ownGuildsSoon(context) : null;
  const locale = await context.locale();
  return {
    locale,
    words: wordsFile(locale).address,
    language: { chosen, offered: context.deps.locales },
    theme,
    notice: context.deps.config.web.notice,
    pending: account && !account.suspended ? await listNotices(context.deps, { accountId: account.id }) : [],
    viewer: account && {
      name: account.name,
      staff: account.staff,
      hasRole: account.roles.length > 0,
      suspended: account.suspended,
    },
    countVisits: context.deps.config.statistics !== null && mayCountVisit(request.headers),
    guilds: (guilds ?? []).filter(({ inviteUrl }) => inviteUrl === null).map(({ id, name }) => ({ id, name })),
  };
});

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const data = useRouteLoaderData<typeof loader>('root');
  const locale = data?.locale ?? FALLBACK_LOCALE;
  const [came] = useState(locale);
  useEffect(() => {
    // The words of another language come with a page.
    if (data && came !== data.locale) window.location.reload();
  }, [came, data]);
  useEffect(() => {
    // What only works with JavaScript is shown from here on.
    document.documentElement.dataset.js = '';
  }, []);
  return (
    <html lang={locale} dir={directionOf(locale)} data-theme={data?.theme ?? undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {data ? <AskForWords address={data.words} nonce={nonce} /> : null}
        <Meta />
        <Links />
      </head>
      <body>
        <SpeechContext.Provider value={speechOf(speakerOf(locale))}>{children}</SpeechContext.Provider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

/** The words of the page's language are on their way before its scripts are; without scripts nobody asks for them. */
function AskForWords({ address, nonce }: { address: string; nonce: string }) {
  const script = `window.askedWords=fetch(${JSON.stringify(address)})`;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the address is this build's own, and nothing else is in it.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}

export default function App() {
  const data = useRouteLoaderData<typeof loader>('root');
  useCountVisits(data?.countVisits ?? false);
  return (
    <Frame frame={useFrame()}>
      <Outlet />
    </Frame>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const frame = useFrame();
  const { code, reference } = readProblem(isRouteErrorResponse(error) ? error : null);
  return (
    <Frame frame={frame}>
      <ErrorPage code={code} reference={reference} signedIn={frame.viewer !== null} />
    </Frame>
  );
}

/** The frame for the page in sight; an empty one where even that could not be read. */
function useFrame(): FrameData {
  const data = useRouteLoaderData<typeof loader>('root');
  const matches = useMatches();
  const guild = matches.map((match) => guildOf(match.data)).findLast((one) => one !== null) ?? null;
  return {
    viewer: data?.viewer ?? null,
    guilds: data?.guilds ?? [],
    guild,
    theme: data?.theme ?? null,
    language: data?.language ?? { chosen: null, offered: [] },
    notice: data?.notice ?? null,
    pending: data?.pending ?? [],
  };
}

/** The guild that a page's loader names as its own. */
function guildOf(data: unknown): FrameGuild | null {
  if (typeof data !== 'object' || data === null || !('guild' in data)) return null;
  const { guild } = data;
  if (typeof guild !== 'object' || guild === null || !('id' in guild) || !('name' in guild)) return null;
  return { id: String(guild.id), name: String(guild.name) };
}
