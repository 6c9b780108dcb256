import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import { type ReactNode, useContext } from 'react';
import { I18nextProvider } from 'react-i18next';
import { speakerOf } from '#core/i18n/i18n.ts';
import { FALLBACK_LOCALE } from '#core/i18n/rules.ts';
import { brand } from '#core/platform/brand.ts';
import { ErrorPage } from './components/ui/ErrorPage.tsx';
import { answer } from './http/answer.server.ts';
import { NonceContext } from './http/nonce.ts';
import { ownGuildsSoon } from './http/own-guilds.server.ts';
import { readProblem } from './http/problem.ts';
import styles from './styles/app.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta = () => [{ title: brand.name }];

export const loader = answer(async ({ context }: LoaderFunctionArgs) => {
  const account = await context.account();
  const { theme } = await context.preferences();
  const open = account && !account.suspended;
  return {
    locale: await context.locale(),
    locales: context.services.locales,
    theme,
    notice: context.services.config.web.notice,
    viewer: account ? { id: account.id, name: account.name, staff: account.staff && !account.suspended } : null,
    guilds: open ? await ownGuildsSoon(context) : null,
  };
});

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const data = useRouteLoaderData<typeof loader>('root');
  const locale = data?.locale ?? FALLBACK_LOCALE;
  return (
    <html lang={locale} data-theme={data?.theme ?? undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <I18nextProvider i18n={speakerOf(locale)}>{children}</I18nextProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return (
    <main id="content">
      <Outlet />
    </main>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const data = useRouteLoaderData<typeof loader>('root');
  const problem = readProblem(isRouteErrorResponse(error) ? error : null);
  return (
    <main id="content">
      <ErrorPage code={problem.code} reference={problem.reference} signedIn={Boolean(data?.viewer)} />
    </main>
  );
}
