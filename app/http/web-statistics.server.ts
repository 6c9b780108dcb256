import { mayCountVisit, tellVisit } from '#core/consent/rules/web-visit.ts';
import type { Config } from '#core/platform/config.server.ts';
import type { Logger } from '#core/platform/log.server.ts';

/** A body is one path. */
const MOST_CHARACTERS = 500;
/** Nobody waits for the counter, and it gets no second try. */
const PATIENCE_MS = 2_000;

/**
 * Passes visits on to Umami, this side of the visitor's network: Umami sees this server alone.
 * @param patternOf the pattern of a page's path, or null where there is no such page
 */
export function createWebStatistics(
  { web, statistics }: Pick<Config, 'web' | 'statistics'>,
  log: Logger,
): ((request: Request, patternOf: (pathname: string) => string | null) => Promise<Response>) | null {
  if (statistics === null) return null;
  const site = { websiteId: statistics.websiteId, hostname: new URL(web.origin).hostname };
  return async (request, patternOf) => {
    const asked = (await request.text()).slice(0, MOST_CHARACTERS);
    const page = URL.canParse(asked, web.origin) ? new URL(asked, web.origin) : null;
    const pattern = asked.startsWith('/') && page?.origin === web.origin ? patternOf(page.pathname) : null;
    if (pattern !== null && mayCountVisit(request.headers)) {
      const { body, userAgent } = tellVisit(site, { pattern, userAgent: request.headers.get('user-agent') });
      await fetch(`${statistics.url}/api/send`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': userAgent },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
        .then((answer) => answer.body?.cancel())
        .catch((error: unknown) => log.debug({ error: String(error) }, 'a visit was not counted'));
    }
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
  };
}
