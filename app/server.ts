import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { ServerBuild } from '@remix-run/node';
import { type Config, readConfig } from '#core/platform/config.server.ts';
import { createLog, type Logger } from '#core/platform/log.server.ts';
import { checkAtBoot } from '#core/privacy/check-at-boot.server.ts';
import { createServices } from './http/dependencies.server.ts';
import { buildFolders, createWebApp } from './http/web-app.server.ts';

/** EX_CONFIG of sysexits.h: starting again would not help. */
const BAD_SETTINGS = 78;
const END_MS = 5_000;

const config = settings();
const log = createLog('web', config.log.level);
await serve(config, log);

function settings(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return process.exit(BAD_SETTINGS);
  }
}

async function serve(config: Config, log: Logger): Promise<void> {
  const services = createServices(config, log);
  const server = createServer();
  void checkAtBoot(services.db, config.discord.apiUrl, log).catch((error) => {
    log.fatal({ err: error }, 'this database may not be served');
    process.exit(BAD_SETTINGS);
  });
  const vite =
    config.mode === 'development'
      ? await import('vite').then((module) =>
          module.createServer({ server: { middlewareMode: true, hmr: { server } }, appType: 'custom' }),
        )
      : undefined;
  const built = vite ? undefined : ((await import(pathToFileURL(buildFolders.server).href)) as ServerBuild);
  const load = async () => built ?? ((await vite?.ssrLoadModule('virtual:remix/server-build')) as ServerBuild);
  const app = createWebApp(services, load, { clientFolder: vite ? null : buildFolders.client });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  server.on('request', (request, response) => {
    if (vite) vite.middlewares(request, response, () => void listener(request, response));
    else void listener(request, response);
  });
  // A request has to arrive within this; an answer, such as a live stream, may take as long as it likes.
  server.requestTimeout = 15_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 30_000;
  server.once('error', (error) => {
    log.fatal({ err: error }, `cannot listen on ${config.web.host}:${config.web.port}`);
    process.exit(1);
  });
  server.listen(config.web.port, config.web.host, () => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : config.web.port;
    log.info({ port }, 'listening');
    process.send?.({ type: 'listening', port });
  });

  let ending = false;
  const end = (reason: string) => {
    if (ending) return;
    ending = true;
    log.info({ reason }, 'ending');
    setTimeout(() => process.exit(1), END_MS).unref();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    void (async () => {
      await services.live.close();
      setTimeout(() => server.closeAllConnections(), END_MS / 2).unref();
      await closed;
      await vite?.close();
      await services.close();
      process.exit(0);
    })();
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  process.on('disconnect', () => end('parent gone'));
}
