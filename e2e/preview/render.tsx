import { renderToString } from 'react-dom/server';
import type { RouteObject } from 'react-router-dom';
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router-dom/server.js';
import { overviewPicture } from '#app/components/analytics/overview-picture.server.ts';
import { Frame } from '#app/components/frame/Frame.tsx';
import { SpeechContext, speechOf } from '#app/components/ui/words.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { directionOf, type Locale } from '#core/i18n/rules.ts';
import { spoken } from '#core/i18n/words.ts';
import { overviews } from './fixtures.ts';
import { previewPages } from './pages.tsx';

export const names = Object.keys(previewPages);
/** What the live stream of a guild says. */
export function live(guildId: string): string {
  const data = Object.values(overviews).find((one) => one.guild.id === guildId);
  return JSON.stringify(data ?? null);
}
export const picture = overviewPicture(overviews.partial, 'messages', speakerOf('en'));

/** The HTML of one page as the server would send it. */
export async function render(
  name: string,
  { locale, theme, assets }: { locale: Locale; theme: 'light' | 'dark' | null; assets: { css: string; js: string } },
): Promise<{ path: string; html: string } | null> {
  const preview = previewPages[name];
  if (!preview) return null;
  const routes: RouteObject[] = [
    { path: '*', element: <Frame frame={{ ...preview.frame, theme }}>{preview.page}</Frame> },
  ];
  const handler = createStaticHandler(routes);
  const context = await handler.query(new Request(`http://preview.invalid${preview.path}`));
  if (context instanceof Response) return null;
  const body = renderToString(
    <SpeechContext.Provider value={speechOf(speakerOf(locale))}>
      <StaticRouterProvider router={createStaticRouter(routes, context)} context={context} hydrate={false} />
    </SpeechContext.Provider>,
  );
  return {
    path: preview.path,
    html: `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"${theme ? ` data-theme="${theme}"` : ''}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${name}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${assets.css}"></head><body><div id="root" data-page="${name}">${body}</div><script type="application/json" id="words">${JSON.stringify(spoken(locale).words).replaceAll('<', '\\u003c')}</script><script type="module" src="${assets.js}"></script></body></html>`,
  };
}
