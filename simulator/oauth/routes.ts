import { type Context, Hono } from 'hono';
import { apiPath, faultAnswer } from '../rest/faults.ts';
import type { Simulator } from '../simulator.ts';
import { decideAuthorize, showAuthorize } from './authorize.ts';
import { exchangeToken, revokeToken } from './token.ts';

/** With and without /api and a version: libraries differ in which one they call. */
const prefixes = ['', '/api', '/api/v10'] as const;

/** OAuth2 with whole paths: mount it at / and before REST, which answers everything under /api. */
export function createOauthHandler(sim: Simulator): Hono {
  const app = new Hono();
  const orFault = (then: (sim: Simulator, c: Context) => Promise<Response>) => async (c: Context) =>
    (await faultAnswer(sim, apiPath(c.req.path))) ?? then(sim, c);
  for (const prefix of prefixes) {
    app.get(`${prefix}/oauth2/authorize`, (c) => showAuthorize(sim, c));
    app.post(`${prefix}/oauth2/authorize`, (c) => decideAuthorize(sim, c));
    app.post(`${prefix}/oauth2/token`, orFault(exchangeToken));
    app.post(`${prefix}/oauth2/token/revoke`, orFault(revokeToken));
  }
  return app;
}
