import { createServer, type Server } from 'node:http';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { ServerBuild } from '@remix-run/node';
import { type Config, readConfig } from '#core/platform/config.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { endWithParent } from '#core/platform/end-with-parent.server.ts';
import { createLog, type Logger } from '#core/platform/log.server.ts';
import { checkAtBoot } from '#core/privacy/check-at-boot.server.ts';
import { listStrangeFiles } from '#core/privacy/list-strange-files.server.ts';
import { createDependencies } from './http/dependencies.server.ts';
import { watchPages } from './http/watch-pages.server.ts';
import { buildFolders, createWebApp } from './http/web-app.server.ts';

/** EX_CONFIG of sysexits.h: starting again would not help. */
const BAD_SETTINGS = 78;
const END_MS = 5_000;

const config = settings();
await serve(config, createLog('web', config.log.level));

function settings(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return process.exit(BAD_SETTINGS);
  }
}

async function serve(config: Config, log: Logger): Promise<void> {
  const { web, mode } = config;
  const server = createServer();
  // A request has to arrive within this; an answer, such as a live stream, may take as long as it likes.
  server.requestTimeout = 15_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 30_000;
  server.once('error', (error) => {
    log.fatal({ err: error }, `cannot listen on ${web.host}:${web.port}`);
    process.exit(1);
  });
  const deps = createDependencies(config, log);
  const pages = mode === 'development' ? await developmentPages(server) : await builtPages();
  endWithParent(
    log,
    async () => {
      await watch?.close();
      // An answer that ends from here on is the last of its connection: streams do, and a browser would keep theirs.
      server.keepAliveTimeout = 1;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await deps.live.close();
      setTimeout(() => server.closeAllConnections(), END_MS / 2).unref();
      await closed;
      await pages.close();
      await deps.close();
    },
    END_MS,
  );
  await looked(deps.db, config, log);
  void listStrangeFiles(config.home).then((files) => {
    if (files.length > 0) log.warn({ files }, 'files that the privacy registry does not know');
  });
  const app = createWebApp(deps, pages.load, { clientFolder: pages.clientFolder });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const watch = mode === 'development' ? null : watchPages(deps, app.fetch);
  server.on('request', (request, response) => pages.before(request, response, () => void listener(request, response)));
  server.listen(web.port, web.host, () => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : web.port;
    log.info({ port }, 'listening');
    process.send?.({ type: 'listening', port });
  });
}

/** Ends this process where the database may not be served. Resolves once it was looked at, or is away: then nothing of it is shown. */
function looked(db: Database, config: Config, log: Logger): Promise<void> {
  return new Promise((resolve) => {
    checkAtBoot(db, config, log, resolve).then(resolve, (error) => {
      log.fatal({ err: error }, 'this database may not be served');
      process.exit(BAD_SETTINGS);
    });
  });
}

type Listener = Parameters<typeof createServer>[1] & {};
/** Where pages come from: a build, or their sources as they are now. */
interface Pages {
  load: () => Promise<ServerBuild>;
  /** Files that the server hands out itself; null where somebody before it does. */
  clientFolder: string | null;
  before: (...args: [...Parameters<Listener>, next: () => void]) => void;
  close: () => Promise<void>;
}

async function builtPages(): Promise<Pages> {
  const build = (await import(pathToFileURL(buildFolders.server).href)) as ServerBuild;
  return {
    load: async () => build,
    clientFolder: buildFolders.client,
    before: (_request, _response, next) => next(),
    close: async () => {},
  };
}

async function developmentPages(server: Server): Promise<Pages> {
  const { createServer: createVite } = await import('vite');
  const vite = await createVite({ server: { middlewareMode: true, hmr: { server } }, appType: 'custom' });
  return {
    load: async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild,
    clientFolder: null,
    before: (request, response, next) => vite.middlewares(request, response, next),
    close: () => vite.close(),
  };
}
