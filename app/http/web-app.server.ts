import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { createRequestHandler, type RequestHandler, type ServerBuild } from '@remix-run/node';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getGatewayState } from '#core/gateway/get-gateway-state.server.ts';
import { type AppErrorCode, isAppError } from '#core/platform/app-error.ts';
import { isConnectionError } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { watchDatabase } from '#core/platform/watch-database.server.ts';
import { PROBLEM_HEADER } from './answer.server.ts';
import { apiPattern, createApi } from './api/api.server.ts';
import { API_BASE } from './api/contract.ts';
import { clientNetwork } from './client-address.server.ts';
import { keepDeclaredCookies } from './declared-cookies.server.ts';
import type { Dependencies } from './dependencies.server.ts';
import { createDiscordWebhook } from './discord-webhook.server.ts';
import { INSIGHTS_BODY_BYTES } from './insights.server.ts';
import { KNOWLEDGE_BODY_BYTES } from './knowledge-import.server.ts';
import { createMailIntake, MAIL_BYTES } from './mail-intake.server.ts';
import { createMetrics, mayReadMetrics } from './metrics.server.ts';
import { comesFromHere, underOwnName } from './origin.server.ts';
import { plainPage } from './plain-page.server.ts';
import { checkReadiness } from './readiness.server.ts';
import { type RouteOf, routeFinder } from './routes-of-build.server.ts';
import { securityHeaders } from './security-headers.server.ts';
import { createStripeWebhook, WEBHOOK_BYTES } from './stripe-webhook.server.ts';
import { createVisit } from './visit.server.ts';
import { createWebStatistics } from './web-statistics.server.ts';
import { answerWords, WORDS_BASE } from './words-file.server.ts';

/** The largest form of the product is a few hundred characters, but for those that take files. */
const BODY_BYTES = 64 * 1_024;
const UPLOAD_BYTES: Readonly<Record<string, number>> = {
  'routes/guilds.$guildId.export_.insights': INSIGHTS_BODY_BYTES,
  'routes/guilds.$guildId.knowledge_.import': KNOWLEDGE_BODY_BYTES,
};

const ONE_CLICK_ROUTE = 'routes/mail.stop.$token';

type Variables = { secureHeadersNonce: string; requestId: string; log: Logger; route: RouteOf | null };
type Env = { Bindings: HttpBindings; Variables: Variables };

/** Paths this server answers itself, beside the routes of Remix. */
export const probePaths = [
  '/healthz',
  '/readyz',
  '/metrics',
  '/webhooks/stripe',
  '/webhooks/mail',
  '/webhooks/discord',
  '/visits',
] as const;

/** Everything behind HTTP: probes, files, and the pages of Remix behind one set of checks. */
export function createWebApp(
  deps: Dependencies,
  loadBuild: () => Promise<ServerBuild>,
  options: { clientFolder: string | null },
) {
  const { config, locales } = deps;
  const { origin } = config.web;
  const watch = watchDatabase(deps.db, deps.clock);
  const metrics = createMetrics(
    () => deps.live.size(),
    async () => ((await watch.answers()) ? getGatewayState(deps.counts) : null),
  );
  const pages = onceForEachBuild(loadBuild, config.mode);
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    const from = performance.now();
    const requestId = requestIdOf(c.req.raw.headers, config.web.trustProxy);
    const { pathname } = new URL(c.req.url);
    const asset = pathname.startsWith('/assets/');
    const route = asset || !isEncoded(pathname) ? null : (await pages()).find(pagePath(pathname));
    const log = deps.log.child({ request: requestId, ...(route?.guildId ? { guild: route.guildId } : {}) });
    c.set('requestId', requestId);
    c.set('log', log);
    c.set('route', route);
    await next();
    c.header('x-request-id', requestId);
    const ms = Math.round(performance.now() - from);
    const known = probePaths.find((one) => one === pathname) ?? apiPattern(pathname) ?? route?.pattern;
    const pattern = known ?? (asset ? '/assets' : 'unknown');
    metrics.observe(pattern, c.req.method, c.res.status, ms / 1_000);
    log.debug({ method: c.req.method, route: pattern, status: c.res.status, ms }, 'request');
  });
  app.use(securityHeaders(config));
  app.use(async (c, next) => {
    const { method } = c.req.raw;
    return method === 'GET' || method === 'HEAD' || method === 'POST'
      ? next()
      : c.text('', 405, { allow: 'GET, HEAD, POST' });
  });

  const problem = (
    c: { req: { raw: Request }; get: <K extends keyof Variables>(key: K) => Variables[K] },
    code: AppErrorCode,
    status: number,
  ) =>
    new Response(
      plainPage(code, c.req.raw, { locales, reference: c.get('requestId'), nonce: c.get('secureHeadersNonce') }),
      {
        status,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          ...(status === 503 ? { 'retry-after': '5' } : {}),
        },
      },
    );
  app.onError((error, c) => {
    const away = isConnectionError(error);
    c.get('log').error({ err: error }, 'request failed');
    const code = isAppError(error) ? error.code : away ? 'database_unavailable' : 'internal';
    return problem(c, code, isAppError(error) ? error.status : away ? 503 : 500);
  });

  app.get('/healthz', (c) => c.json({ alive: true }));
  app.get('/readyz', async (c) => {
    const readiness = await checkReadiness(deps.db, watch);
    return c.json(readiness, readiness.ready ? 200 : 503, { 'cache-control': 'no-store' });
  });
  app.get('/metrics', async (c) => {
    if (!mayReadMetrics(config.web, c.req.raw.headers, c.env.incoming.socket.remoteAddress))
      return c.text('Not for you.', 403);
    return c.body(await metrics.text(), 200, { 'content-type': metrics.contentType });
  });
  // Signed by Stripe, so no page has to have sent it; read as it came, because the signature is over the bytes.
  const { stripe } = deps;
  const webhook = stripe && createStripeWebhook({ db: deps.db, clock: deps.clock, stripe }, deps.log);
  app.post('/webhooks/stripe', bodyLimit({ maxSize: WEBHOOK_BYTES, onError: (c) => c.text('', 413) }), async (c) =>
    webhook ? webhook(c.req.raw) : problem(c, 'not_found', 404),
  );
  const discordWebhook = createDiscordWebhook(deps);
  app.post('/webhooks/discord', bodyLimit({ maxSize: BODY_BYTES, onError: (c) => c.text('', 413) }), async (c) =>
    discordWebhook ? discordWebhook(c.req.raw) : problem(c, 'not_found', 404),
  );
  const mailIntake = createMailIntake(deps);
  app.post('/webhooks/mail', bodyLimit({ maxSize: MAIL_BYTES, onError: (c) => c.text('', 413) }), async (c) =>
    mailIntake ? mailIntake(c.req.raw) : problem(c, 'not_found', 404),
  );
  // Programs bear a token and no cookie, so nothing that guards a browser's session applies to them.
  app.route(
    API_BASE,
    createApi(deps, () => watch.answers()),
  );
  app.get(`${WORDS_BASE}/*`, (c) => answerWords(locales, c.req.raw));
  if (options.clientFolder !== null) serveFiles(app, options.clientFolder);

  app.use(async (c, next) => {
    const { method, headers } = c.req.raw;
    const url = new URL(c.req.url);
    if (!isEncoded(url.pathname)) return problem(c, 'bad_input', 400);
    const elsewhere = underOwnName(url, headers.get('host'), origin);
    if (elsewhere !== null && method !== 'POST') return c.redirect(elsewhere, 308);
    // One click in a mail program: it has no page, no cookie and no origin, and its address is the right (RFC 8058).
    const oneClick = c.get('route')?.id === ONE_CLICK_ROUTE && !headers.has('origin');
    if (!oneClick && !comesFromHere(method, headers, origin)) {
      c.get('log').info({ code: 'not_allowed', why: 'sent by another site' }, 'request refused');
      return problem(c, 'not_allowed', 403);
    }
    // Only pages have data; a resource asked for its data would never end (a stream) or never begin.
    if (method !== 'POST' && url.pathname.endsWith('.data') && c.get('route')?.page === false)
      return problem(c, 'not_found', 404);
    return next();
  });
  const upTo = (maxSize: number) => bodyLimit({ maxSize, onError: (c) => problem(c, 'bad_input', 413) });
  const small = upTo(BODY_BYTES);
  const uploads = new Map(Object.entries(UPLOAD_BYTES).map(([route, bytes]) => [route, upTo(bytes)]));
  app.use(async (c, next) => (uploads.get(c.get('route')?.id ?? '') ?? small)(c, next));
  const countVisit = createWebStatistics(config, deps.log);
  app.post('/visits', async (c) => {
    const { find } = await pages();
    const patternOf = (pathname: string) => {
      const route = isEncoded(pathname) ? find(pathname) : null;
      return route?.page ? route.pattern : null;
    };
    return countVisit ? countVisit(c.req.raw, patternOf) : problem(c, 'not_found', 404);
  });
  app.use(async (c, next) => ((await watch.answers()) ? next() : problem(c, 'database_unavailable', 503)));

  app.all('*', async (c) => {
    const visit = createVisit(deps, {
      headers: c.req.raw.headers,
      requestId: c.get('requestId'),
      cspNonce: c.get('secureHeadersNonce'),
      log: c.get('log'),
      // Without a connection where this process asks itself.
      network: clientNetwork(c.req.raw.headers, c.env?.incoming?.socket.remoteAddress, config.web.trustProxy),
      guildId: c.get('route')?.guildId ?? null,
    });
    const { handle } = await pages();
    const answer = await handle(requestFor(c.req.raw, origin), visit);
    if (visit.databaseFailed) watch.distrust();
    const code = answer.headers.get(PROBLEM_HEADER) as AppErrorCode | null;
    const html = c.req.raw.headers.get('accept')?.includes('text/html') ?? false;
    const isData = new URL(c.req.url).pathname.endsWith('.data');
    const plain = !isData && (visit.databaseFailed || (code !== null && html && c.get('route')?.page === false));
    const response = plain
      ? problem(
          c,
          visit.databaseFailed ? 'database_unavailable' : (code ?? 'internal'),
          visit.databaseFailed ? 503 : answer.status,
        )
      : new Response(answer.body, answer);
    if (plain) await answer.body?.cancel();
    response.headers.delete(PROBLEM_HEADER);
    const setCookie = visit.setCookie();
    if (setCookie !== null) response.headers.append('set-cookie', setCookie);
    const strange = keepDeclaredCookies(response.headers);
    if (strange.length > 0) c.get('log').error({ kind: strange }, 'a cookie that no entry knows was not set');
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
    return response;
  });
  return app;
}

/** Built files never change under their name; the others of public/ may. */
function serveFiles(app: Hono<Env>, folder: string): void {
  const files = serveStatic({ root: folder, precompressed: true });
  app.get('/assets/*', keptFor('public, max-age=31536000, immutable'), files);
  app.all('/assets/*', (c) => c.text('', 404));
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile() && !/\.(br|gz)$/.test(entry.name))
      app.get(`/${entry.name}`, keptFor('public, max-age=3600'), files);
}

/** How long browsers may keep what is answered; what is not there they may not remember. */
function keptFor(cacheControl: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    if (c.res.ok) c.header('cache-control', cacheControl);
  };
}

/** What is made from a build, kept until another one is loaded: in development that is after each change. */
function onceForEachBuild(loadBuild: () => Promise<ServerBuild>, mode: string) {
  let made: { build: ServerBuild; find: ReturnType<typeof routeFinder>; handle: RequestHandler } | undefined;
  return async () => {
    const build = await loadBuild();
    if (made?.build !== build) made = { build, find: routeFinder(build), handle: createRequestHandler(build, mode) };
    return made;
  };
}

/** Whether every percent sign of a path begins a sequence of UTF-8; else nobody can say which path is meant. */
function isEncoded(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** A proxy in front names requests, so that its log and this one can be read together. */
function requestIdOf(headers: Headers, trustProxy: boolean): string {
  const given = trustProxy ? /^[\w-]{8,64}$/.exec(headers.get('x-request-id') ?? '') : null;
  return given?.[0] ?? randomUUID();
}

/** The path of the page behind an address: Remix asks for a page's data under the same path and ".data". */
function pagePath(asked: string): string {
  if (!asked.endsWith('.data')) return asked;
  const page = asked.slice(0, -'.data'.length);
  return page === '/_root' ? '/' : page;
}

/** The request under this instance's own name: what a client or proxy says of the host changes nothing. */
function requestFor(raw: Request, origin: string): Request {
  const url = new URL(raw.url);
  // How data was asked for before single fetch; nothing of ours asks so.
  if (url.searchParams.has('_data')) url.searchParams.delete('_data');
  const headers = new Headers(raw.headers);
  headers.delete('x-forwarded-host');
  headers.set('host', new URL(origin).host);
  const init: RequestInit & { duplex?: 'half' } = { method: raw.method, headers, signal: raw.signal };
  if (raw.body) Object.assign(init, { body: raw.body, duplex: 'half' });
  return new Request(`${origin}${url.pathname}${url.search}`, init);
}

/** Where the build lies, seen from the project folder the processes run in. */
export const buildFolders = {
  client: path.resolve('build/remix/client'),
  server: path.resolve('build/remix/server/index.js'),
};
