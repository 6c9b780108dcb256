import { Hono } from 'hono';
import { entitlementRoutes } from '../premium/routes.ts';
import type { Simulator } from '../simulator.ts';
import { openTo, type Route } from './call.ts';
import { commandRoutes } from './commands/routes.ts';
import { methodNotAllowed, notFound } from './errors.ts';
import { callbackRoute } from './interactions/callback.ts';
import { interactionWebhookRoutes } from './interactions/webhook-routes.ts';
import { passThrough } from './pipeline.ts';
import { applicationRoutes } from './routes/applications.ts';
import { channelRoutes } from './routes/channels.ts';
import { gatewayRoutes } from './routes/gateway.ts';
import { guildRoutes } from './routes/guilds.ts';
import { inviteRoutes } from './routes/invites.ts';
import { threadRoutes } from './routes/threads.ts';
import { userRoutes } from './routes/users.ts';

const routes: readonly Route[] = [
  ...gatewayRoutes,
  ...applicationRoutes,
  ...userRoutes,
  ...guildRoutes,
  ...inviteRoutes,
  ...channelRoutes,
  ...threadRoutes,
  ...commandRoutes,
  ...entitlementRoutes,
  callbackRoute,
  ...interactionWebhookRoutes,
];

/**
 * Discord's REST API, without its prefix: mount it at /api/v10, then at /api. It answers every path below, so whatever
 * else lives there (OAuth2) is mounted before it.
 */
export function createRestHandler(sim: Simulator): Hono {
  const app = new Hono();
  for (const route of routes) app.on(route.method, spellings(route.path), (c) => passThrough(sim, route, c));
  for (const path of new Set(routes.flatMap((route) => spellings(route.path)))) {
    app.all(path, (c) => passThrough(sim, wrongMethod, c));
  }
  app.all('*', (c) => passThrough(sim, nowhere, c));
  return app;
}

/** Clients may send `@me` encoded, and the router compares paths as they came. */
function spellings(path: string): string[] {
  return path.includes('@') ? [path, path.replace('@', '%40')] : [path];
}

const nowhere: Route = {
  method: 'GET',
  path: '*',
  access: openTo,
  limits: 'none',
  answer: () => {
    throw notFound();
  },
};

const wrongMethod: Route = {
  ...nowhere,
  answer: () => {
    throw methodNotAllowed();
  },
};
